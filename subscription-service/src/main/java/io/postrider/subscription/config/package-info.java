/** Properties, and the wiring of all parts. */
@NullMarked
package io.postrider.subscription.config;

import org.jspecify.annotations.NullMarked;
