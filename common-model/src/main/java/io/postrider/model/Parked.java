package io.postrider.model;

import java.time.Instant;

/**
 * That a delivery waits without having spent an attempt.
 *
 * @param reason why it waits now
 * @param since when it was first parked after its last attempt or replay for its endpoint's sake,
 *     for a pause, for what is known of its subscription, or for anything else, whichever this is
 */
public record Parked(ParkReason reason, Instant since) {}
