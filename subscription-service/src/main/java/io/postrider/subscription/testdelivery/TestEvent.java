package io.postrider.subscription.testdelivery;

import io.postrider.model.Event;
import io.postrider.model.EventId;
import io.postrider.model.EventSelection;
import io.postrider.model.EventType;
import io.postrider.model.EventTypePattern;
import io.postrider.model.Payload;
import io.postrider.model.SubscriptionId;
import io.postrider.model.TenantId;
import io.postrider.subscription.webhook.Subscription;

import java.time.Instant;
import java.util.Optional;

/**
 * An event as a test asks for it.
 *
 * @param type where absent, the first type by name that the subscription selects exactly for data
 *     of the caller's, {@code ping} otherwise
 * @param data one JSON value; where absent, the sample of the type
 */
public record TestEvent(Optional<EventType> type, Optional<Payload> data) {

    static final EventType PING = new EventType("ping");

    /** Of whom a test event is made. */
    record Receiver(SubscriptionId id, TenantId tenant, EventSelection selection) {

        static Receiver of(Subscription subscription) {
            return new Receiver(
                    subscription.id(), subscription.tenant(), subscription.settings().selection());
        }
    }

    Event event(Receiver receiver, EventId id, EventSamples samples, Instant now) {
        EventType chosen = typeFor(receiver);
        return new Event(
                id,
                Optional.empty(),
                chosen,
                receiver.tenant(),
                now,
                data.or(() -> samples.of(receiver.tenant(), chosen))
                        .orElseGet(() -> greeting(receiver.id())));
    }

    private EventType typeFor(Receiver receiver) {
        if (type.isPresent() || data.isEmpty()) {
            return type.orElse(PING);
        }
        return receiver.selection().types().stream()
                .filter(EventTypePattern::isExact)
                .map(EventTypePattern::value)
                .sorted()
                .findFirst()
                .map(EventType::new)
                .orElse(PING);
    }

    static Payload greeting(SubscriptionId id) {
        return Payload.of(
                "{\"message\":\"Postrider can reach this webhook\",\"webhook_id\":\"%s\"}"
                        .formatted(id));
    }
}
