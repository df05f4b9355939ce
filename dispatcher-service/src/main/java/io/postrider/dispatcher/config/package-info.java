/** Configuration and wiring. */
@NullMarked
package io.postrider.dispatcher.config;

import org.jspecify.annotations.NullMarked;
