package io.postrider.subscription.rest;

import io.postrider.model.retry.RetrySchedule;
import io.postrider.model.retry.ShortDuration;
import io.postrider.subscription.refusal.FieldErrors;
import io.postrider.subscription.webhook.ExponentialBackoff;

import tools.jackson.databind.node.ObjectNode;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads a retry policy in either form: delays, or a formula for them. */
final class RetryPolicyReader {

    private static final String DELAYS = "delays";
    private static final String JITTER = "jitter";
    private static final List<String> FORMULA =
            List.of("max_attempts", "initial_delay", "backoff_multiplier", "max_delay");
    private static final List<String> ALLOWED =
            List.of(
                    DELAYS,
                    JITTER,
                    "max_attempts",
                    "initial_delay",
                    "backoff_multiplier",
                    "max_delay");

    private static final int DEFAULT_ATTEMPTS = 5;
    private static final int DEFAULT_INITIAL_MILLIS = 1000;
    private static final double DEFAULT_MULTIPLIER = 2;

    private final FieldErrors errors;

    RetryPolicyReader(FieldErrors errors) {
        this.errors = errors;
    }

    Optional<RetrySchedule> read(ObjectNode policy, String path) {
        RequestFields fields = new RequestFields(policy, ALLOWED, path + ".", errors);
        double jitter = fields.number(JITTER).orElse(0);
        boolean formula = FORMULA.stream().anyMatch(fields::has);
        if (formula == fields.has(DELAYS)) {
            errors.add(
                    path,
                    "retry_policy has either 'delays', like [\"5s\", \"5m\"], or 'max_attempts',"
                            + " 'initial_delay', 'backoff_multiplier' and 'max_delay'");
            return Optional.empty();
        }
        return errors.check(path, () -> formula ? formula(fields, jitter) : listed(fields, jitter));
    }

    private static RetrySchedule listed(RequestFields fields, double jitter) {
        return new RetrySchedule(
                fields.texts(DELAYS).orElse(List.of()).stream().map(ShortDuration::parse).toList(),
                jitter);
    }

    private static RetrySchedule formula(RequestFields fields, double jitter) {
        return new ExponentialBackoff(
                        fields.integer("max_attempts").orElse(DEFAULT_ATTEMPTS),
                        Duration.ofMillis(
                                fields.integer("initial_delay").orElse(DEFAULT_INITIAL_MILLIS)),
                        fields.number("backoff_multiplier").orElse(DEFAULT_MULTIPLIER),
                        fields.integer("max_delay").map(Duration::ofMillis))
                .toSchedule(jitter);
    }
}
