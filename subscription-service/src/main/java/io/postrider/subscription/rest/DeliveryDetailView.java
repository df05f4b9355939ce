package io.postrider.subscription.rest;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonUnwrapped;

import io.postrider.subscription.history.AttemptEntry;
import io.postrider.subscription.history.DeliveryDetail;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A delivery with its attempts and the body of its POST.
 *
 * @param payload the very bytes, which are JSON; null unless they are available
 * @param payloadStatus available, expired or unavailable
 */
record DeliveryDetailView(
        @JsonUnwrapped DeliveryView delivery,
        List<AttemptView> attempts,
        @JsonRawValue @Nullable String payload,
        String payloadStatus) {

    record AttemptView(
            int number,
            String url,
            Instant startedAt,
            Instant finishedAt,
            long durationMs,
            String outcome,
            @Nullable Integer status,
            @Nullable String error,
            Map<String, String> responseHeaders,
            String responseBody,
            String result,
            @Nullable Instant nextAttemptAt) {

        static AttemptView of(AttemptEntry attempt) {
            return new AttemptView(
                    attempt.number(),
                    attempt.url().toString(),
                    attempt.startedAt(),
                    attempt.finishedAt(),
                    Duration.between(attempt.startedAt(), attempt.finishedAt()).toMillis(),
                    attempt.outcome(),
                    attempt.answer().status().orElse(null),
                    attempt.answer().error().orElse(null),
                    attempt.responseHeaders().byName(),
                    attempt.responseBody(),
                    attempt.result(),
                    attempt.nextAttemptAt().orElse(null));
        }
    }

    static DeliveryDetailView of(DeliveryDetail detail) {
        return new DeliveryDetailView(
                DeliveryView.of(detail.summary()),
                detail.attempts().stream().map(AttemptView::of).toList(),
                PayloadView.json(detail.body()),
                PayloadView.status(detail.body()));
    }
}
