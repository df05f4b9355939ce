package io.postrider.subscription.replay;

import io.postrider.model.DeliveryId;
import io.postrider.subscription.access.Reach;
import io.postrider.subscription.deadletter.DeadLetters;

import java.util.List;
import java.util.Optional;

/**
 * Which dead letters are to be replayed.
 *
 * @param ids of these the ones alone that the filter finds; absent for all that it finds; 1 to
 *     {@value #MOST_IDS}
 */
public record ReplaySelection(DeadLetters.Filter filter, Optional<List<DeliveryId>> ids) {

    public static final int MOST_IDS = 1_000;

    public ReplaySelection {
        ids = ids.map(List::copyOf);
        if (ids.isPresent() && (ids.get().isEmpty() || ids.get().size() > MOST_IDS)) {
            throw new IllegalArgumentException(
                    "ids must have 1 to %d entries, not %d; select more by webhook, reason or time"
                            .formatted(MOST_IDS, ids.get().size()));
        }
    }

    /** The same letters, as far as they are within reach. */
    public ReplaySelection within(Reach reach) {
        return new ReplaySelection(
                new DeadLetters.Filter(
                        reach,
                        filter.subscription(),
                        filter.type(),
                        filter.reason(),
                        filter.from(),
                        filter.to()),
                ids);
    }
}
