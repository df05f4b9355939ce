/** All arithmetic of waiting: when the next attempt is due and which tiers carry the wait. */
@NullMarked
package io.postrider.model.retry;

import org.jspecify.annotations.NullMarked;
