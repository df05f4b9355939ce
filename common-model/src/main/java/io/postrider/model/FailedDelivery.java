package io.postrider.model;

import java.time.Instant;
import java.util.OptionalInt;

/**
 * A delivery as it rests in the dead letters.
 *
 * @param delivery with its exact body, ready to be replayed
 * @param detail what the last attempt said, for people
 * @param status of the last answer, where there was one
 */
public record FailedDelivery(
        Delivery delivery,
        DeadLetterReason reason,
        String detail,
        OptionalInt status,
        Instant failedAt) {}
