package io.postrider.subscription.event;

import io.postrider.model.EventId;
import io.postrider.model.Payload;

import java.time.Instant;
import java.util.List;

/** Remembers requests by their key until they expire. */
public interface IdempotencyKeys {

    /** Takes the request up, unless it is known. */
    Known begin(IdempotencyKey key, Payload requestHash, Instant now);

    /** The request has been answered. */
    void complete(IdempotencyKey key, List<EventId> answer);

    /** The request failed on our side: it may be taken up again at once, as the same request. */
    void release(IdempotencyKey key, Instant now);

    /** The request was refused: the key is free for another. */
    void forget(IdempotencyKey key);

    /** What is known of a request. */
    sealed interface Known {

        /**
         * It is for the caller to do.
         *
         * @param startedAt when it was first taken up
         */
        record Begun(Instant startedAt) implements Known {}

        record InProgress() implements Known {}

        record Answered(List<EventId> answer) implements Known {}

        /** The key belongs to a request that says something else. */
        record Mismatch() implements Known {}
    }
}
