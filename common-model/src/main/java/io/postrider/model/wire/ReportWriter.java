package io.postrider.model.wire;

import io.postrider.model.Attempt;
import io.postrider.model.AttemptReport;
import io.postrider.model.AttemptReport.Attempted;
import io.postrider.model.AttemptReport.Cancelled;
import io.postrider.model.DeadLetterReason;
import io.postrider.model.Decision;
import io.postrider.model.Outcome;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.util.ByteArrayBuilder;

import java.time.Duration;

/**
 * Spells an attempt report in JSON, absent members left out. One is written for every attempt, so
 * it goes member by member instead of by reflection.
 */
final class ReportWriter {

    private final JsonGenerator json;

    private ReportWriter(JsonGenerator json) {
        this.json = json;
    }

    static byte[] write(AttemptReport report) {
        ByteArrayBuilder out = new ByteArrayBuilder();
        try (JsonGenerator json = Json.FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
            new ReportWriter(json).object(report);
        }
        return out.toByteArray();
    }

    private void object(AttemptReport report) {
        json.writeStartObject();
        json.writeStringProperty("delivery_id", report.delivery().value());
        json.writeStringProperty("event_id", report.event().value());
        json.writeStringProperty("event_type", report.type().value());
        json.writeStringProperty("tenant", report.tenant().value());
        json.writeStringProperty("subscription_id", report.subscription().value());
        json.writeStringProperty(
                "delivery_created_at", Timestamps.format(report.deliveryCreatedAt()));
        json.writeNumberProperty("replays", report.replays());
        report.record()
                .ifPresent(record -> {
                    json.writeNumberProperty("record_partition", record.partition());
                    json.writeNumberProperty("record_offset", record.offset());
                });
        switch (report.conclusion()) {
            case Attempted(Attempt attempt, Decision decision) -> {
                attempt(attempt);
                decision(decision);
            }
            case Cancelled cancelled -> cancelled(cancelled);
        }
        json.writeEndObject();
    }

    private void attempt(Attempt attempt) {
        json.writeNumberProperty("attempt", attempt.number());
        json.writeStringProperty("url", attempt.url().toString());
        json.writeStringProperty("started_at", Timestamps.format(attempt.startedAt()));
        json.writeStringProperty("finished_at", Timestamps.format(attempt.finishedAt()));
        switch (attempt.outcome()) {
            case Outcome.Acknowledged(int status) -> {
                json.writeStringProperty("outcome", "acknowledged");
                json.writeNumberProperty("status", status);
            }
            case Outcome.Rejected(int status, var retryAfter) -> {
                json.writeStringProperty("outcome", "rejected");
                json.writeNumberProperty("status", status);
                retryAfter
                        .map(Duration::toSeconds)
                        .ifPresent(wait -> json.writeNumberProperty("retry_after_seconds", wait));
            }
            case Outcome.Unreachable(String cause) -> {
                json.writeStringProperty("outcome", "unreachable");
                json.writeStringProperty("error", cause);
            }
            case Outcome.Refused(_, String cause) -> {
                json.writeStringProperty("outcome", "refused");
                json.writeStringProperty("error", cause);
            }
        }
        if (!attempt.responseHeaders().lines().isEmpty()) {
            json.writeStringProperty("response_headers", attempt.responseHeaders().lines());
        }
        if (!attempt.responseBody().isEmpty()) {
            json.writeStringProperty("response_body", attempt.responseBody());
        }
    }

    private void decision(Decision decision) {
        switch (decision) {
            case Decision.Delivered _ -> json.writeStringProperty("result", "delivered");
            case Decision.Retry(var at) -> {
                json.writeStringProperty("result", "retrying");
                json.writeStringProperty("next_attempt_at", Timestamps.format(at));
            }
            case Decision.DeadLetter(var reason) -> failed(reason);
            case Decision.DisableEndpoint(Decision.DeadLetter(var reason)) -> {
                failed(reason);
                json.writeBooleanProperty("endpoint_disabled", true);
            }
        }
    }

    private void failed(DeadLetterReason reason) {
        json.writeStringProperty("result", "failed");
        json.writeStringProperty("reason", reason.code());
    }

    private void cancelled(Cancelled cancelled) {
        json.writeNumberProperty("attempt", cancelled.attempts());
        json.writeStringProperty("finished_at", Timestamps.format(cancelled.at()));
        json.writeStringProperty("result", "cancelled");
    }
}
