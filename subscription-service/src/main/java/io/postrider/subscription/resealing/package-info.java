/** Seals anew what was sealed with a key that seals no more. */
@NullMarked
package io.postrider.subscription.resealing;

import org.jspecify.annotations.NullMarked;
