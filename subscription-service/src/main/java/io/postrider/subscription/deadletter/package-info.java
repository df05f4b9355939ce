/** Failed deliveries at rest, and the way back. */
@NullMarked
package io.postrider.subscription.deadletter;

import org.jspecify.annotations.NullMarked;
