package io.postrider.subscription.testdelivery;

import io.postrider.model.EventType;
import io.postrider.model.Payload;
import io.postrider.model.TenantId;

import java.util.Optional;

/** Examples of what events of a type carry. */
@FunctionalInterface
public interface EventSamples {

    /** One JSON value. */
    Optional<Payload> of(TenantId tenant, EventType type);
}
