package io.postrider.subscription.rest;

import io.postrider.subscription.quota.Quota;
import io.postrider.subscription.quota.Quotas;
import io.postrider.subscription.refusal.FieldErrors;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.Arrays;
import java.util.Optional;

/** The limits of a tenant in a request: a number for a quota, or null for the deployment's. */
final class QuotaReader {

    static final String FIELD = "quotas";

    private static final FieldNames NAMES =
            FieldNames.orNull(Arrays.stream(Quota.values()).map(Quota::code).toList());

    private QuotaReader() {}

    /** The limits there are to be: those that the request names, and the others as they were. */
    static Quotas read(RequestFields request, Quotas before, FieldErrors errors) {
        if (!request.has(FIELD)) {
            return before;
        }
        Optional<ObjectNode> object = request.object(FIELD);
        if (object.isEmpty()) {
            return Quotas.NONE;
        }
        RequestFields fields = new RequestFields(object.get(), NAMES, FIELD + ".", errors);
        Quotas quotas = before;
        for (Quota quota : Quota.values()) {
            if (fields.has(quota.code())) {
                quotas = quotas.with(quota, limit(fields, quota, errors));
            }
        }
        return quotas;
    }

    private static Optional<Long> limit(RequestFields fields, Quota quota, FieldErrors errors) {
        String path = fields.path(quota.code());
        return fields.value(quota.code())
                .flatMap(value -> errors.check(path, () -> checked(value, quota, path)));
    }

    private static long checked(JsonNode value, Quota quota, String path) {
        if (!value.isIntegralNumber()
                || !value.canConvertToLong()
                || value.longValue() < 0
                || value.longValue() > quota.max()) {
            throw new IllegalArgumentException(
                    "%s must be a whole number from 0 to %d, or null for the deployment's default"
                            .formatted(path, quota.max()));
        }
        return value.longValue();
    }
}
