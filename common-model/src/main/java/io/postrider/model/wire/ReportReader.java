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
import io.postrider.model.RecordPosition;
import io.postrider.model.ResponseHeaders;
import io.postrider.model.SubscriptionId;
import io.postrider.model.TenantId;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Reads an attempt report as {@link ReportWriter} spells it. Unknown members pass, so that services
 * of neighbouring versions understand each other.
 */
final class ReportReader {

    private @Nullable String deliveryId;
    private @Nullable String eventId;
    private @Nullable String eventType;
    private @Nullable String tenant;
    private @Nullable String subscriptionId;
    private @Nullable Instant deliveryCreatedAt;
    private int replays;
    private @Nullable Integer recordPartition;
    private @Nullable Long recordOffset;
    private int attempt;
    private @Nullable String url;
    private @Nullable Instant startedAt;
    private @Nullable Instant finishedAt;
    private @Nullable String outcome;
    private @Nullable Integer status;
    private @Nullable Long retryAfterSeconds;
    private @Nullable String error;
    private @Nullable String responseHeaders;
    private @Nullable String responseBody;
    private @Nullable String result;
    private @Nullable Instant nextAttemptAt;
    private @Nullable String reason;
    private boolean endpointDisabled;

    private ReportReader() {}

    /**
     * Reads a report.
     *
     * @throws IllegalArgumentException or JacksonException when it is not one
     */
    static AttemptReport read(byte[] report) {
        ReportReader reader = new ReportReader();
        try (JsonParser json = Json.FACTORY.createParser(ObjectReadContext.empty(), report)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("must be a JSON object");
            }
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String name = json.currentName();
                JsonToken value = json.nextToken();
                if (!value.isScalarValue()) {
                    json.skipChildren();
                } else if (value != JsonToken.VALUE_NULL) {
                    reader.member(name, json);
                }
            }
            if (json.nextToken() != null) {
                throw new IllegalArgumentException("must have nothing after the JSON object");
            }
        }
        return reader.toReport();
    }

    private void member(String name, JsonParser json) {
        switch (name) {
            case "delivery_id" -> deliveryId = json.getString();
            case "event_id" -> eventId = json.getString();
            case "event_type" -> eventType = json.getString();
            case "tenant" -> tenant = json.getString();
            case "subscription_id" -> subscriptionId = json.getString();
            case "delivery_created_at" -> deliveryCreatedAt = Timestamps.parse(json.getString());
            case "replays" -> replays = json.getIntValue();
            case "record_partition" -> recordPartition = json.getIntValue();
            case "record_offset" -> recordOffset = json.getLongValue();
            case "attempt" -> attempt = json.getIntValue();
            case "url" -> url = json.getString();
            case "started_at" -> startedAt = Timestamps.parse(json.getString());
            case "finished_at" -> finishedAt = Timestamps.parse(json.getString());
            case "outcome" -> outcome = json.getString();
            case "status" -> status = json.getIntValue();
            case "retry_after_seconds" -> retryAfterSeconds = json.getLongValue();
            case "error" -> error = json.getString();
            case "response_headers" -> responseHeaders = json.getString();
            case "response_body" -> responseBody = json.getString();
            case "result" -> result = json.getString();
            case "next_attempt_at" -> nextAttemptAt = Timestamps.parse(json.getString());
            case "reason" -> reason = json.getString();
            case "endpoint_disabled" -> endpointDisabled = json.getBooleanValue();
            default -> {}
        }
    }

    private static <T> T required(@Nullable T value, String name) {
        if (value == null) {
            throw new IllegalArgumentException("'" + name + "' is required");
        }
        return value;
    }

    private AttemptReport toReport() {
        Instant finished = required(finishedAt, "finished_at");
        return new AttemptReport(
                new DeliveryId(required(deliveryId, "delivery_id")),
                new EventId(required(eventId, "event_id")),
                new EventType(required(eventType, "event_type")),
                new TenantId(required(tenant, "tenant")),
                new SubscriptionId(required(subscriptionId, "subscription_id")),
                required(deliveryCreatedAt, "delivery_created_at"),
                replays,
                toRecord(),
                required(result, "result").equals("cancelled")
                        ? new Cancelled(attempt, finished)
                        : new Attempted(
                                toAttempt(finished), toDecision(required(result, "result"))));
    }

    private Optional<RecordPosition> toRecord() {
        return recordPartition == null || recordOffset == null
                ? Optional.empty()
                : Optional.of(new RecordPosition(recordPartition, recordOffset));
    }

    private Attempt toAttempt(Instant finished) {
        return new Attempt(
                attempt,
                URI.create(required(url, "url")),
                required(startedAt, "started_at"),
                finished,
                toOutcome(),
                responseHeaders == null
                        ? ResponseHeaders.NONE
                        : new ResponseHeaders(responseHeaders),
                Objects.requireNonNullElse(responseBody, ""));
    }

    private Outcome toOutcome() {
        return switch (required(outcome, "outcome")) {
            case "acknowledged" -> new Outcome.Acknowledged(required(status, "status"));
            case "rejected" ->
                    new Outcome.Rejected(
                            required(status, "status"),
                            Optional.ofNullable(retryAfterSeconds).map(Duration::ofSeconds));
            case "unreachable" -> new Outcome.Unreachable(required(error, "error"));
            case "refused" ->
                    new Outcome.Refused(toReason(), Objects.requireNonNullElse(error, ""));
            default -> throw new IllegalArgumentException("unknown outcome " + outcome);
        };
    }

    private Decision toDecision(String result) {
        return switch (result) {
            case "delivered" -> new Decision.Delivered();
            case "retrying" -> new Decision.Retry(required(nextAttemptAt, "next_attempt_at"));
            case "failed" -> {
                var deadLetter = new Decision.DeadLetter(toReason());
                yield endpointDisabled ? new Decision.DisableEndpoint(deadLetter) : deadLetter;
            }
            default -> throw new IllegalArgumentException("unknown result " + result);
        };
    }

    private DeadLetterReason toReason() {
        return DeadLetterReason.ofCode(required(reason, "reason"));
    }
}
