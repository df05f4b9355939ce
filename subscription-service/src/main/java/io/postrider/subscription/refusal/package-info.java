/** Why a request is refused, in words for the caller. */
@NullMarked
package io.postrider.subscription.refusal;

import org.jspecify.annotations.NullMarked;
