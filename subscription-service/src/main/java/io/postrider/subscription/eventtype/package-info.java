/** Event types that are registered: what they mean and what their events carry. */
@NullMarked
package io.postrider.subscription.eventtype;

import org.jspecify.annotations.NullMarked;
