package io.postrider.subscription.history;

import io.postrider.model.DeliveryId;
import io.postrider.model.EventType;
import io.postrider.model.SubscriptionId;
import io.postrider.subscription.access.Reach;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads history. */
public interface DeliveryArchive {

    /** Newest first. */
    List<DeliverySummary> list(Filter filter, Slice slice);

    long count(Filter filter);

    Optional<DeliverySummary> find(Reach reach, DeliveryId id);

    /** Those of the deliveries that there are, newest first. */
    List<DeliverySummary> findAll(Reach reach, Set<DeliveryId> ids);

    /** In the order they were made. */
    List<AttemptEntry> attempts(Reach reach, DeliveryId id);

    /** Which deliveries. */
    record Filter(
            Reach reach,
            SubscriptionId subscription,
            Optional<DeliveryState> state,
            Optional<EventType> type) {}

    /** Which of them. */
    sealed interface Slice {

        int limit();

        /** Those older than one that was seen. */
        record Before(Optional<DeliveryKey> key, int limit) implements Slice {}

        /** All but the newest so many. */
        record Skipping(long count, int limit) implements Slice {}
    }
}
