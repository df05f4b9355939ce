package io.postrider.subscription.event;

import io.postrider.subscription.access.TenantGate;
import io.postrider.subscription.eventtype.TypeGate;

/**
 * What one request may hand in.
 *
 * @param maxEventBytes of each event, as it is handed in and as it is stored
 * @param maxBatchEvents in one request
 * @param types that events may have
 */
public record IntakeLimits(
        int maxEventBytes, int maxBatchEvents, TypeGate types, TenantGate tenants) {}
