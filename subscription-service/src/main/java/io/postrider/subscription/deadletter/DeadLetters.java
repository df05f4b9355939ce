package io.postrider.subscription.deadletter;

import io.postrider.model.DeadLetterReason;
import io.postrider.model.DeliveryId;
import io.postrider.model.EventType;
import io.postrider.model.SubscriptionId;
import io.postrider.subscription.access.Caller;
import io.postrider.subscription.access.Reach;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Keeps what is known of dead letters; the letters themselves lie in Kafka. */
public interface DeadLetters {

    /** Those at rest, the last to fail first. */
    List<DeadLetter> list(Filter filter, Optional<Mark> before, int limit);

    /** Those at rest, counted by webhook and reason; the largest group first. */
    List<DeadLetterGroup> groups(Filter filter);

    Optional<DeadLetter> find(Reach reach, DeliveryId id);

    /**
     * Takes the letter back, if it is within the caller's reach, while nobody else can: it is
     * marked as replayed when the replay succeeds, and the audit log says so.
     *
     * @return the letter as it was, or nothing when there is none
     */
    Optional<DeadLetter> takeBack(
            Caller caller, DeliveryId id, Instant now, Consumer<DeadLetter> replay);

    /**
     * Which letters.
     *
     * @param from inclusive
     * @param to exclusive
     */
    record Filter(
            Reach reach,
            Optional<SubscriptionId> subscription,
            Optional<EventType> type,
            Optional<DeadLetterReason> reason,
            Optional<Instant> from,
            Optional<Instant> to) {}

    /** A letter's place in the list. */
    record Mark(Instant failedAt, DeliveryId id) {}
}
