/** Takes every change of a subscription to Kafka, in order, after it was committed. */
@NullMarked
package io.postrider.subscription.outbox;

import org.jspecify.annotations.NullMarked;
