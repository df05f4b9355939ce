package io.postrider.subscription.rest;

import io.postrider.model.DeadLetterReason;
import io.postrider.subscription.history.AttemptEntry;
import io.postrider.subscription.history.DeliverySummary;
import io.postrider.subscription.testdelivery.TestResult;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a test came to.
 *
 * @param status success, failed, or pending when there was no attempt within the wait
 * @param state of the delivery: one that failed may be tried again
 */
record TestDeliveryView(
        String webhookId,
        String deliveryId,
        String eventId,
        String eventType,
        boolean delivered,
        String status,
        String state,
        @Nullable Integer responseCode,
        String responseBody,
        @Nullable String error,
        @Nullable String reason,
        @Nullable Long durationMs,
        @Nullable Integer attemptNumber,
        @Nullable Instant nextAttemptAt) {

    static TestDeliveryView of(String webhook, TestResult result) {
        Optional<AttemptEntry> attempt = result.attempt();
        Optional<DeliverySummary> delivery = result.delivery();
        return new TestDeliveryView(
                webhook,
                result.id().value(),
                result.event().id().value(),
                result.event().type().value(),
                result.delivered(),
                status(result),
                delivery.map(known -> known.standing().state().code()).orElse("pending"),
                attempt.flatMap(made -> made.answer().status()).orElse(null),
                attempt.map(AttemptEntry::responseBody).orElse(""),
                attempt.flatMap(made -> made.answer().error()).orElse(null),
                delivery.flatMap(known -> known.standing().reason())
                        .map(DeadLetterReason::code)
                        .orElse(null),
                attempt.map(made ->
                                Duration.between(made.startedAt(), made.finishedAt()).toMillis())
                        .orElse(null),
                attempt.map(AttemptEntry::number).orElse(null),
                attempt.flatMap(AttemptEntry::nextAttemptAt).orElse(null));
    }

    private static String status(TestResult result) {
        if (!result.isOver()) {
            return "pending";
        }
        return result.delivered() ? "success" : "failed";
    }
}
