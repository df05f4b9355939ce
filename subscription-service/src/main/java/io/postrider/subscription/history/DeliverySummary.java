package io.postrider.subscription.history;

import java.time.Instant;
import java.util.Optional;

/** A delivery as history knows it. */
public record DeliverySummary(
        DeliveryRef ref,
        Standing standing,
        Optional<LastOutcome> lastOutcome,
        Optional<RecordPlace> place,
        Instant updatedAt) {}
