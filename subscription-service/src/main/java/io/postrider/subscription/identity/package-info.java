/** Identifiers that sort by time and cannot be guessed. */
@NullMarked
package io.postrider.subscription.identity;

import org.jspecify.annotations.NullMarked;
