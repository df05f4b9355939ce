package io.postrider.subscription.event;

/**
 * How much one request may hand in.
 *
 * @param maxEventBytes of each event
 * @param maxBatchEvents in one request
 */
public record IntakeLimits(int maxEventBytes, int maxBatchEvents) {}
