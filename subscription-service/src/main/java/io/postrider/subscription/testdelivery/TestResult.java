package io.postrider.subscription.testdelivery;

import io.postrider.model.DeliveryId;
import io.postrider.model.Event;
import io.postrider.subscription.history.AttemptEntry;
import io.postrider.subscription.history.DeliverySummary;

import java.util.Optional;

/**
 * What a test came to.
 *
 * @param delivery what history knows by the end of the wait
 * @param attempt the first one, once it was made
 */
public record TestResult(
        Event event,
        DeliveryId id,
        Optional<DeliverySummary> delivery,
        Optional<AttemptEntry> attempt) {

    /** Whether there is more to tell than that it is on its way. */
    public boolean isOver() {
        return attempt.isPresent()
                || delivery.flatMap(known -> known.standing().completedAt()).isPresent();
    }

    public boolean delivered() {
        return attempt.filter(AttemptEntry::succeeded).isPresent();
    }
}
