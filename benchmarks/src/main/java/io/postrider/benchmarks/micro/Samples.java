package io.postrider.benchmarks.micro;

import io.postrider.benchmarks.load.Payloads;
import io.postrider.benchmarks.receiver.EventMark;
import io.postrider.model.Attempt;
import io.postrider.model.AttemptReport;
import io.postrider.model.Decision;
import io.postrider.model.Delivery;
import io.postrider.model.DeliveryId;
import io.postrider.model.Event;
import io.postrider.model.EventId;
import io.postrider.model.EventType;
import io.postrider.model.Outcome;
import io.postrider.model.Payload;
import io.postrider.model.Progress;
import io.postrider.model.RecordPosition;
import io.postrider.model.ResponseHeaders;
import io.postrider.model.SubscriptionId;
import io.postrider.model.TenantId;
import io.postrider.model.wire.StandardBody;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/** One of each, of the sizes of the pipeline's loads. */
final class Samples {

    static final Instant NOW = Instant.parse("2026-01-01T12:00:00.123Z");

    private static final EventId EVENT = new EventId(EventMark.id(1_234_567_890_123L, 123_456));
    private static final EventType TYPE = new EventType("order.created");
    private static final SubscriptionId SUBSCRIPTION = new SubscriptionId("wh_01k1234567890abcdef");

    private Samples() {}

    static Event event() {
        return new Event(
                EVENT,
                Optional.empty(),
                TYPE,
                TenantId.DEFAULT,
                NOW,
                Payload.of(new Payloads().of(1)));
    }

    static Delivery delivery() {
        return new Delivery(
                DeliveryId.of(Optional.empty(), EVENT, SUBSCRIPTION),
                new Delivery.EventRef(
                        EVENT, TYPE, TenantId.DEFAULT, new RecordPosition(7, 1_234_567)),
                new Delivery.SubscriptionRef(SUBSCRIPTION, 4_711),
                NOW,
                Progress.NEW,
                StandardBody.render(event()));
    }

    static AttemptReport report() {
        Attempt attempt =
                new Attempt(
                        1,
                        URI.create("https://hooks.example.com/orders/17"),
                        NOW,
                        NOW.plusMillis(12),
                        new Outcome.Acknowledged(200),
                        ResponseHeaders.NONE,
                        "");
        return AttemptReport.of(
                delivery(), new AttemptReport.Attempted(attempt, new Decision.Delivered()));
    }
}
