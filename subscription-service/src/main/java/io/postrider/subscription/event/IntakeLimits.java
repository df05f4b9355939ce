package io.postrider.subscription.event;

/**
 * How much one request may hand in.
 *
 * @param maxEventBytes of each event, as it is handed in and as it is stored
 * @param maxBatchEvents in one request
 */
public record IntakeLimits(int maxEventBytes, int maxBatchEvents) {}
