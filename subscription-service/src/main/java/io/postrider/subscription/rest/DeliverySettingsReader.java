package io.postrider.subscription.rest;

import io.postrider.model.RateLimit;
import io.postrider.model.format.RetryRule;
import io.postrider.model.retry.RetrySchedule;
import io.postrider.subscription.refusal.FieldErrors;
import io.postrider.subscription.webhook.DeliverySettings;
import io.postrider.subscription.webhook.PostChange;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** Reads what callers say of how deliveries are made. */
final class DeliverySettingsReader {

    private static final String RETRY_POLICY = "retry_policy";
    private static final String TIMEOUT = "timeout_ms";
    private static final String RATE_LIMIT = "rate_limit";

    static final FieldNames NAMES = FieldNames.orNull(RETRY_POLICY, TIMEOUT, RATE_LIMIT);

    private final RequestFields fields;
    private final FieldErrors errors;

    DeliverySettingsReader(RequestFields fields, FieldErrors errors) {
        this.fields = fields;
        this.errors = errors;
    }

    /** A change: absent fields stay as they are, null brings back what the format has. */
    PostChange.DeliveryChange change() {
        Optional<Function<RetryRule, RetrySchedule>> schedule =
                fields.object(RETRY_POLICY)
                        .flatMap(
                                policy -> new RetryPolicyReader(errors).read(policy, RETRY_POLICY));
        Optional<Duration> timeout = timeout();
        Optional<RateLimit> rateLimit = rateLimit();
        return (current, defaults) ->
                new DeliverySettings(
                        fields.has(RETRY_POLICY)
                                ? schedule.orElse(RetryRule::schedule).apply(defaults.retry())
                                : current.schedule(),
                        fields.has(TIMEOUT)
                                ? timeout.orElse(defaults.timeout())
                                : current.timeout(),
                        fields.has(RATE_LIMIT)
                                ? rateLimit.or(defaults::rateLimit)
                                : current.rateLimit());
    }

    private Optional<Duration> timeout() {
        return fields.integer(TIMEOUT)
                .flatMap(millis ->
                        errors.check(
                                TIMEOUT,
                                () -> DeliverySettings.checkedTimeout(Duration.ofMillis(millis))));
    }

    private Optional<RateLimit> rateLimit() {
        return fields.value(RATE_LIMIT)
                .flatMap(limit -> new RateLimitReader(errors).read(limit, RATE_LIMIT));
    }
}
