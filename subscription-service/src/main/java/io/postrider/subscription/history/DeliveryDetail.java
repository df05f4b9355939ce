package io.postrider.subscription.history;

import io.postrider.model.Payload;

import java.util.List;

/** A delivery with all that is known of it. */
public record DeliveryDetail(DeliverySummary summary, List<AttemptEntry> attempts, Body body) {

    /** The bytes that were, or will be, POSTed. */
    public sealed interface Body {

        record Available(Payload payload) implements Body {}

        /** Kafka no longer has them. */
        record Expired() implements Body {}

        /** Kafka does not answer now. */
        record Unavailable() implements Body {}
    }
}
