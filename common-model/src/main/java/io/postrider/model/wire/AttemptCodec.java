package io.postrider.model.wire;

import io.postrider.model.Attempt;
import io.postrider.model.AttemptReport;
import io.postrider.model.AttemptReport.Attempted;
import io.postrider.model.AttemptReport.Cancelled;
import io.postrider.model.DeadLetterReason;
import io.postrider.model.Decision;
import io.postrider.model.DeliveryId;
import io.postrider.model.EventId;
import io.postrider.model.EventType;
import io.postrider.model.Outcome;
import io.postrider.model.Payload;
import io.postrider.model.SubscriptionId;
import io.postrider.model.TenantId;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Attempt reports as JSON, keyed by delivery. */
public final class AttemptCodec {

    private AttemptCodec() {}

    /** The JSON object, absent members left out. */
    record ReportJson(
            String deliveryId,
            String eventId,
            String eventType,
            String tenant,
            String subscriptionId,
            Instant deliveryCreatedAt,
            int replays,
            int attempt,
            @Nullable String url,
            @Nullable Instant startedAt,
            Instant finishedAt,
            @Nullable String outcome,
            @Nullable Integer status,
            @Nullable Long retryAfterSeconds,
            @Nullable String error,
            @Nullable String responseBody,
            String result,
            @Nullable Instant nextAttemptAt,
            @Nullable String reason,
            @Nullable Boolean endpointDisabled) {}

    public static WireRecord encode(AttemptReport report) {
        ReportJson json =
                switch (report.conclusion()) {
                    case Attempted attempted -> attempted(report, attempted);
                    case Cancelled cancelled -> cancelled(report, cancelled);
                };
        return WireRecord.of(
                report.delivery().value(),
                List.of(new WireHeader(EventCodec.CONTENT_TYPE, EventCodec.JSON)),
                Payload.of(Json.MAPPER.writeValueAsBytes(json)));
    }

    private static ReportJson attempted(AttemptReport report, Attempted attempted) {
        Attempt attempt = attempted.attempt();
        Outcome outcome = attempt.outcome();
        Decision decision = attempted.decision();
        return new ReportJson(
                report.delivery().value(),
                report.event().value(),
                report.type().value(),
                report.tenant().value(),
                report.subscription().value(),
                report.deliveryCreatedAt(),
                report.replays(),
                attempt.number(),
                attempt.url().toString(),
                attempt.startedAt(),
                attempt.finishedAt(),
                switch (outcome) {
                    case Outcome.Acknowledged _ -> "acknowledged";
                    case Outcome.Rejected _ -> "rejected";
                    case Outcome.Unreachable _ -> "unreachable";
                    case Outcome.Refused _ -> "refused";
                },
                switch (outcome) {
                    case Outcome.Acknowledged(int status) -> status;
                    case Outcome.Rejected(int status, _) -> status;
                    case Outcome.Unreachable _, Outcome.Refused _ -> null;
                },
                outcome instanceof Outcome.Rejected(_, Optional<Duration> retryAfter)
                        ? retryAfter.map(Duration::toSeconds).orElse(null)
                        : null,
                switch (outcome) {
                    case Outcome.Unreachable(String cause) -> cause;
                    case Outcome.Refused(_, String cause) -> cause;
                    case Outcome.Acknowledged _, Outcome.Rejected _ -> null;
                },
                attempt.responseBody().isEmpty() ? null : attempt.responseBody(),
                switch (decision) {
                    case Decision.Delivered _ -> "delivered";
                    case Decision.Retry _ -> "retrying";
                    case Decision.DeadLetter _, Decision.DisableEndpoint _ -> "failed";
                },
                decision instanceof Decision.Retry(Instant at) ? at : null,
                switch (decision) {
                    case Decision.DeadLetter(DeadLetterReason reason) -> reason.code();
                    case Decision.DisableEndpoint(Decision.DeadLetter(DeadLetterReason reason)) ->
                            reason.code();
                    case Decision.Delivered _, Decision.Retry _ -> null;
                },
                decision instanceof Decision.DisableEndpoint ? true : null);
    }

    private static ReportJson cancelled(AttemptReport report, Cancelled cancelled) {
        return new ReportJson(
                report.delivery().value(),
                report.event().value(),
                report.type().value(),
                report.tenant().value(),
                report.subscription().value(),
                report.deliveryCreatedAt(),
                report.replays(),
                cancelled.attempts(),
                null,
                null,
                cancelled.at(),
                null,
                null,
                null,
                null,
                null,
                "cancelled",
                null,
                null,
                null);
    }

    /**
     * Reads a report.
     *
     * @throws MalformedRecordException when it is not one
     */
    public static AttemptReport decode(WireRecord record) {
        try {
            ReportJson json = Json.MAPPER.readValue(EventCodec.body(record), ReportJson.class);
            return new AttemptReport(
                    new DeliveryId(json.deliveryId()),
                    new EventId(json.eventId()),
                    new EventType(json.eventType()),
                    new TenantId(json.tenant()),
                    new SubscriptionId(json.subscriptionId()),
                    json.deliveryCreatedAt(),
                    json.replays(),
                    json.result().equals("cancelled")
                            ? new Cancelled(json.attempt(), json.finishedAt())
                            : new Attempted(attempt(json), decision(json)));
        } catch (JacksonException | IllegalArgumentException | NullPointerException e) {
            throw new MalformedRecordException("not an attempt report: " + e.getMessage(), e);
        }
    }

    private static Attempt attempt(ReportJson json) {
        return new Attempt(
                json.attempt(),
                URI.create(Objects.requireNonNull(json.url(), "url")),
                Objects.requireNonNull(json.startedAt(), "started_at"),
                json.finishedAt(),
                outcome(json),
                Objects.requireNonNullElse(json.responseBody(), ""));
    }

    private static Outcome outcome(ReportJson json) {
        return switch (Objects.requireNonNull(json.outcome(), "outcome")) {
            case "acknowledged" ->
                    new Outcome.Acknowledged(Objects.requireNonNull(json.status(), "status"));
            case "rejected" ->
                    new Outcome.Rejected(
                            Objects.requireNonNull(json.status(), "status"),
                            Optional.ofNullable(json.retryAfterSeconds()).map(Duration::ofSeconds));
            case "unreachable" ->
                    new Outcome.Unreachable(Objects.requireNonNull(json.error(), "error"));
            case "refused" ->
                    new Outcome.Refused(reason(json), Objects.requireNonNullElse(json.error(), ""));
            default -> throw new IllegalArgumentException("unknown outcome " + json.outcome());
        };
    }

    private static Decision decision(ReportJson json) {
        return switch (json.result()) {
            case "delivered" -> new Decision.Delivered();
            case "retrying" ->
                    new Decision.Retry(
                            Objects.requireNonNull(json.nextAttemptAt(), "next_attempt_at"));
            case "failed" -> {
                var deadLetter = new Decision.DeadLetter(reason(json));
                yield Boolean.TRUE.equals(json.endpointDisabled())
                        ? new Decision.DisableEndpoint(deadLetter)
                        : deadLetter;
            }
            default -> throw new IllegalArgumentException("unknown result " + json.result());
        };
    }

    private static DeadLetterReason reason(ReportJson json) {
        return DeadLetterReason.ofCode(Objects.requireNonNull(json.reason(), "reason"));
    }
}
