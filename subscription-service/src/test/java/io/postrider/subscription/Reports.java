package io.postrider.subscription;

import io.postrider.model.Attempt;
import io.postrider.model.AttemptReport;
import io.postrider.model.DeadLetterReason;
import io.postrider.model.Decision;
import io.postrider.model.Delivery;
import io.postrider.model.DeliveryId;
import io.postrider.model.Event;
import io.postrider.model.EventId;
import io.postrider.model.EventType;
import io.postrider.model.FailedDelivery;
import io.postrider.model.FormatName;
import io.postrider.model.Outcome;
import io.postrider.model.Payload;
import io.postrider.model.Progress;
import io.postrider.model.RecordPosition;
import io.postrider.model.ResponseHeaders;
import io.postrider.model.SubscriptionId;
import io.postrider.model.TenantId;
import io.postrider.model.wire.AttemptCodec;
import io.postrider.model.wire.DeliveryCodec;
import io.postrider.model.wire.EventCodec;
import io.postrider.model.wire.WireRecord;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/** What dispatcher and worker tell of one delivery. */
public record Reports(Delivery delivery) {

    public static Reports ofDeliveryTo(String webhook) {
        return ofDeliveryTo(webhook, Instant.now().truncatedTo(ChronoUnit.MILLIS));
    }

    public static Reports ofDeliveryTo(String webhook, Instant createdAt) {
        EventId event = new EventId("evt_" + UUID.randomUUID());
        SubscriptionId subscription = new SubscriptionId(webhook);
        return new Reports(
                new Delivery(
                        DeliveryId.of(Optional.empty(), event, subscription),
                        new Delivery.EventRef(
                                event,
                                new EventType("order.created"),
                                TenantId.DEFAULT,
                                new RecordPosition(0, 0)),
                        new Delivery.SubscriptionRef(subscription, 0),
                        createdAt,
                        Progress.NEW,
                        Payload.of("{\"id\":\"x\",\"total\": 1.0}")));
    }

    /** The same event, published again. */
    public Reports publishedAgain(Instant createdAt) {
        return new Reports(
                new Delivery(
                        delivery.id(),
                        delivery.event(),
                        delivery.subscription(),
                        createdAt,
                        Progress.NEW,
                        delivery.body()));
    }

    public String id() {
        return delivery.id().value();
    }

    public Instant after(int attempt) {
        return delivery.createdAt().plusSeconds(attempt);
    }

    public WireRecord queued() {
        return DeliveryCodec.encode(delivery);
    }

    /** As the dispatcher writes it when it does not know the format. */
    public WireRecord unrendered(Event event) {
        return DeliveryCodec.encode(
                new Delivery(
                        delivery.id(),
                        delivery.event(),
                        new Delivery.SubscriptionRef(
                                delivery.subscription().id(), 0, new FormatName("own")),
                        delivery.createdAt(),
                        Progress.NEW,
                        EventCodec.encode(event).value().orElseThrow(),
                        false));
    }

    /** Back from its wait after so many attempts. */
    public WireRecord released(int attempts) {
        return DeliveryCodec.encode(at(attempts).delivery());
    }

    private Reports at(int attempts) {
        Progress progress = delivery.progress();
        return new Reports(
                delivery.withProgress(
                        new Progress(
                                attempts,
                                progress.replays(),
                                progress.attemptsBeforeReplay(),
                                Optional.empty(),
                                Optional.empty())));
    }

    public Reports replayed(int attempts) {
        return new Reports(delivery.withProgress(at(attempts).delivery().progress().replayed()));
    }

    public WireRecord delivered(int attempt) {
        return report(attempt, new Outcome.Acknowledged(200), new Decision.Delivered());
    }

    /** Delivered at the first attempt, by a worker that says where the record lies. */
    public WireRecord deliveredFrom(RecordPosition record) {
        Instant finished = delivery.createdAt().plusMillis(40);
        Attempt made =
                new Attempt(
                        1,
                        URI.create("https://example.com/hook"),
                        delivery.createdAt(),
                        finished,
                        new Outcome.Acknowledged(200),
                        ResponseHeaders.NONE,
                        "");
        return AttemptCodec.encode(
                AttemptReport.of(
                                delivery,
                                new AttemptReport.Attempted(made, new Decision.Delivered()))
                        .takenFrom(record));
    }

    public WireRecord retrying(int attempt) {
        return report(
                attempt,
                new Outcome.Rejected(500, Optional.empty()),
                new Decision.Retry(after(attempt).plusSeconds(60)));
    }

    public WireRecord failed(int attempt) {
        return report(
                attempt,
                new Outcome.Unreachable("connection refused"),
                new Decision.DeadLetter(DeadLetterReason.EXHAUSTED));
    }

    public WireRecord gone(int attempt) {
        return report(
                attempt,
                new Outcome.Rejected(410, Optional.empty()),
                new Decision.DisableEndpoint(new Decision.DeadLetter(DeadLetterReason.GONE)));
    }

    public WireRecord cancelled(int attempts) {
        return AttemptCodec.encode(
                AttemptReport.of(
                        delivery, new AttemptReport.Cancelled(attempts, after(attempts + 1))));
    }

    public WireRecord deadLetter(int attempts) {
        return DeliveryCodec.encode(
                new FailedDelivery(
                        at(attempts).delivery(),
                        DeadLetterReason.EXHAUSTED,
                        "connection refused\0",
                        OptionalInt.empty(),
                        after(attempts)));
    }

    private WireRecord report(int attempt, Outcome outcome, Decision decision) {
        Instant finished = after(attempt);
        Attempt made =
                new Attempt(
                        attempt,
                        URI.create("https://example.com/hook"),
                        finished.minus(Duration.ofMillis(40)),
                        finished,
                        outcome,
                        new ResponseHeaders("content-type: text/plain\nvary: \0"),
                        "answer\0 " + attempt);
        return AttemptCodec.encode(
                AttemptReport.of(delivery, new AttemptReport.Attempted(made, decision)));
    }
}
