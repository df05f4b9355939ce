package io.postrider.subscription.rest;

import io.postrider.model.format.RetryRule;
import io.postrider.model.retry.RetrySchedule;
import io.postrider.model.retry.ShortDuration;
import io.postrider.subscription.refusal.FieldErrors;
import io.postrider.subscription.webhook.ExponentialBackoff;

import tools.jackson.databind.node.ObjectNode;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/** Reads a retry policy in either form: delays, or a formula for them. */
final class RetryPolicyReader {

    private static final String DELAYS = "delays";
    private static final String JITTER = "jitter";
    private static final String MAX_ATTEMPTS = "max_attempts";
    private static final List<String> PACE =
            List.of("initial_delay", "backoff_multiplier", "max_delay");
    private static final List<String> FORMULA =
            List.of(MAX_ATTEMPTS, "initial_delay", "backoff_multiplier", "max_delay");
    private static final FieldNames NAMES =
            FieldNames.of(
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

    /** The policy, which may depend on what the webhook's format has. */
    Optional<Function<RetryRule, RetrySchedule>> read(ObjectNode policy, String path) {
        RequestFields fields = new RequestFields(policy, NAMES, path + ".", errors);
        OptionalDouble jitter = fields.number(JITTER);
        boolean formula = FORMULA.stream().anyMatch(fields::has);
        if (formula == fields.has(DELAYS)) {
            errors.add(
                    path,
                    "retry_policy has either 'delays', like [\"5s\", \"5m\"], or 'max_attempts',"
                            + " 'initial_delay', 'backoff_multiplier' and 'max_delay'");
            return Optional.empty();
        }
        if (formula && PACE.stream().noneMatch(fields::has)) {
            return fields.integer(MAX_ATTEMPTS)
                    .map(attempts -> rule -> withJitter(rule.schedule(attempts), jitter));
        }
        return errors.check(
                        path,
                        () ->
                                formula
                                        ? formula(fields, jitter.orElse(0))
                                        : listed(fields, jitter.orElse(0)))
                .map(schedule -> _ -> schedule);
    }

    private static RetrySchedule withJitter(RetrySchedule schedule, OptionalDouble jitter) {
        return jitter.isPresent()
                ? new RetrySchedule(schedule.delays(), jitter.getAsDouble())
                : schedule;
    }

    private static RetrySchedule listed(RequestFields fields, double jitter) {
        return new RetrySchedule(
                fields.texts(DELAYS).orElse(List.of()).stream().map(ShortDuration::parse).toList(),
                jitter);
    }

    private static RetrySchedule formula(RequestFields fields, double jitter) {
        return new ExponentialBackoff(
                        fields.integer(MAX_ATTEMPTS).orElse(DEFAULT_ATTEMPTS),
                        Duration.ofMillis(
                                fields.integer("initial_delay").orElse(DEFAULT_INITIAL_MILLIS)),
                        fields.number("backoff_multiplier").orElse(DEFAULT_MULTIPLIER),
                        fields.integer("max_delay").map(Duration::ofMillis))
                .toSchedule(jitter);
    }
}
