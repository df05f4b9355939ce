package io.postrider.subscription.rest;

import io.postrider.model.RateLimit;
import io.postrider.model.retry.ShortDuration;
import io.postrider.subscription.refusal.FieldErrors;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.time.Duration;
import java.util.Optional;

/** Reads a rate limit in either form: deliveries in a period, or a number of them a minute. */
final class RateLimitReader {

    private static final String DELIVERIES = "deliveries";
    private static final String PERIOD = "period";
    private static final FieldNames NAMES = FieldNames.of(DELIVERIES, PERIOD);

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final FieldErrors errors;

    RateLimitReader(FieldErrors errors) {
        this.errors = errors;
    }

    Optional<RateLimit> read(JsonNode limit, String path) {
        if (limit instanceof ObjectNode parts) {
            return parts(new RequestFields(parts, NAMES, path + ".", errors));
        }
        if (limit.canConvertToInt()) {
            return errors.check(path, () -> new RateLimit(limit.intValue(), MINUTE));
        }
        errors.add(
                path,
                "rate_limit must be an object like {\"deliveries\": 60, \"period\": \"1m\"}, or a"
                        + " whole number of deliveries a minute, 1 to "
                        + RateLimit.MOST_DELIVERIES);
        return Optional.empty();
    }

    /** Each part is checked beside a right one, so that the caller learns of both at once. */
    private Optional<RateLimit> parts(RequestFields fields) {
        fields.require(DELIVERIES);
        fields.require(PERIOD);
        Optional<Integer> deliveries =
                fields.integer(DELIVERIES)
                        .flatMap(count ->
                                errors.check(
                                        fields.path(DELIVERIES),
                                        () -> new RateLimit(count, MINUTE).deliveries()));
        Optional<Duration> period =
                fields.text(PERIOD)
                        .flatMap(text ->
                                errors.check(
                                        fields.path(PERIOD),
                                        () ->
                                                new RateLimit(1, ShortDuration.parse(text))
                                                        .period()));
        return deliveries.flatMap(count -> period.map(length -> new RateLimit(count, length)));
    }
}
