/** Configuration that every service reads alike. */
@NullMarked
package io.postrider.runtime.config;

import org.jspecify.annotations.NullMarked;
