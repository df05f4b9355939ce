package io.postrider.model;

import java.time.Instant;

/**
 * That a delivery waits without having spent an attempt.
 *
 * @param reason why it waits now
 * @param since when it was first parked after its last attempt or replay, whatever for
 */
public record Parked(ParkReason reason, Instant since) {}
