/** Takes what was committed to Kafka: every change of a subscription in order, and events. */
@NullMarked
package io.postrider.subscription.outbox;

import org.jspecify.annotations.NullMarked;
