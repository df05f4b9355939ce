package io.postrider.subscription.webhook;

import io.postrider.model.SubscriptionId;
import io.postrider.model.topic.IndexAge;

import java.time.Duration;
import java.util.function.Predicate;

/**
 * Waits until a change of a webhook is in effect: no event that is handed in afterwards, over HTTP
 * or through Kafka, is matched with the webhook as it was before.
 *
 * <p>The change has to be readable from the subscriptions topic. {@link IndexAge#MAX} later, every
 * dispatcher that takes new events has read it.
 */
public final class ChangeEffect {

    private static final Duration MIN_POLL_INTERVAL = Duration.ofMillis(5);
    private static final Duration MAX_POLL_INTERVAL = Duration.ofMillis(100);

    private final Predicate<SubscriptionId> relayed;
    private final Duration atMost;

    /**
     * Waits.
     *
     * @param relayed whether all changes of the webhook that were committed by now can be read from
     *     the subscriptions topic
     * @param atMost for the change to be relayed; zero to wait for nothing
     */
    public ChangeEffect(Predicate<SubscriptionId> relayed, Duration atMost) {
        this.relayed = relayed;
        this.atMost = atMost;
    }

    /** Returns whether all changes of the webhook are known to be in effect. */
    public boolean await(SubscriptionId webhook) {
        if (!atMost.isPositive()) {
            return false;
        }
        try {
            long deadline = System.nanoTime() + atMost.toNanos();
            Duration interval = MIN_POLL_INTERVAL;
            while (!relayed.test(webhook)) {
                if (System.nanoTime() - deadline >= 0) {
                    return false;
                }
                Thread.sleep(interval);
                interval = interval.multipliedBy(2);
                interval = interval.compareTo(MAX_POLL_INTERVAL) < 0 ? interval : MAX_POLL_INTERVAL;
            }
            Thread.sleep(IndexAge.MAX);
            return true;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
