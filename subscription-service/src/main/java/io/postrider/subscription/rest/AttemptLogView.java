package io.postrider.subscription.rest;

import com.fasterxml.jackson.annotation.JsonRawValue;

import io.postrider.subscription.history.AttemptEntry;
import io.postrider.subscription.history.AttemptLog.LoggedAttempt;
import io.postrider.subscription.history.DeliveryDetail.Body;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;

/**
 * An attempt as a webhook's log shows it.
 *
 * @param payload the very bytes of the POST, which are JSON; null unless they are available
 * @param payloadStatus available, expired or unavailable
 * @param status success or failed
 * @param timestamp when it was over
 */
record AttemptLogView(
        String webhookId,
        String deliveryId,
        String event,
        String eventId,
        @JsonRawValue @Nullable String payload,
        String payloadStatus,
        String status,
        @Nullable Integer responseCode,
        String responseBody,
        @Nullable String error,
        int attemptNumber,
        String url,
        long durationMs,
        @Nullable Instant nextAttemptAt,
        Instant timestamp) {

    static AttemptLogView of(LoggedAttempt logged, Body body) {
        AttemptEntry attempt = logged.attempt();
        return new AttemptLogView(
                logged.delivery().subscription().value(),
                logged.delivery().id().value(),
                logged.delivery().type().value(),
                logged.delivery().event().value(),
                PayloadView.json(body),
                PayloadView.status(body),
                attempt.succeeded() ? "success" : "failed",
                attempt.answer().status().orElse(null),
                attempt.responseBody(),
                attempt.answer().error().orElse(null),
                attempt.number(),
                attempt.url().toString(),
                Duration.between(attempt.startedAt(), attempt.finishedAt()).toMillis(),
                attempt.nextAttemptAt().orElse(null),
                attempt.finishedAt());
    }
}
