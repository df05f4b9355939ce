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
import io.postrider.model.SubscriptionId;
import io.postrider.model.TenantId;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** An attempt report as it is spelt on Kafka; absent members are left out. */
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
        @Nullable Boolean endpointDisabled) {

    static ReportJson of(AttemptReport report) {
        return switch (report.conclusion()) {
            case Attempted attempted -> attempted(report, attempted);
            case Cancelled cancelled -> cancelled(report, cancelled);
        };
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
     * The report that this spells.
     *
     * @throws IllegalArgumentException or NullPointerException when it spells none
     */
    AttemptReport toReport() {
        return new AttemptReport(
                new DeliveryId(deliveryId),
                new EventId(eventId),
                new EventType(eventType),
                new TenantId(tenant),
                new SubscriptionId(subscriptionId),
                deliveryCreatedAt,
                replays,
                result.equals("cancelled")
                        ? new Cancelled(attempt, finishedAt)
                        : new Attempted(toAttempt(), toDecision()));
    }

    private Attempt toAttempt() {
        return new Attempt(
                attempt,
                URI.create(Objects.requireNonNull(url, "url")),
                Objects.requireNonNull(startedAt, "started_at"),
                finishedAt,
                toOutcome(),
                Objects.requireNonNullElse(responseBody, ""));
    }

    private Outcome toOutcome() {
        return switch (Objects.requireNonNull(outcome, "outcome")) {
            case "acknowledged" ->
                    new Outcome.Acknowledged(Objects.requireNonNull(status, "status"));
            case "rejected" ->
                    new Outcome.Rejected(
                            Objects.requireNonNull(status, "status"),
                            Optional.ofNullable(retryAfterSeconds).map(Duration::ofSeconds));
            case "unreachable" -> new Outcome.Unreachable(Objects.requireNonNull(error, "error"));
            case "refused" ->
                    new Outcome.Refused(toReason(), Objects.requireNonNullElse(error, ""));
            default -> throw new IllegalArgumentException("unknown outcome " + outcome);
        };
    }

    private Decision toDecision() {
        return switch (result) {
            case "delivered" -> new Decision.Delivered();
            case "retrying" ->
                    new Decision.Retry(Objects.requireNonNull(nextAttemptAt, "next_attempt_at"));
            case "failed" -> {
                var deadLetter = new Decision.DeadLetter(toReason());
                yield Boolean.TRUE.equals(endpointDisabled)
                        ? new Decision.DisableEndpoint(deadLetter)
                        : deadLetter;
            }
            default -> throw new IllegalArgumentException("unknown result " + result);
        };
    }

    private DeadLetterReason toReason() {
        return DeadLetterReason.ofCode(Objects.requireNonNull(reason, "reason"));
    }
}
