package io.postrider.subscription.jdbc;

import io.postrider.subscription.quota.Quota;
import io.postrider.subscription.quota.Quotas;

import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** The column {@code quotas}: limits by the code of the quota, as JSON. */
final class QuotaColumn {

    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<Map<String, Long>> LIMITS = new TypeReference<>() {};

    private QuotaColumn() {}

    static String write(Quotas quotas) {
        Map<String, Long> byCode = new TreeMap<>();
        quotas.limits().forEach((quota, limit) -> byCode.put(quota.code(), limit));
        return JSON.writeValueAsString(byCode);
    }

    /**
     * A quota that a later version had is left out, and a limit beyond the bounds is brought in.
     */
    static Quotas read(String json) {
        Map<Quota, Long> limits = new EnumMap<>(Quota.class);
        JSON.readValue(json, LIMITS)
                .forEach((code, limit) ->
                        Quota.ofCode(code)
                                .ifPresent(quota ->
                                        limits.put(quota, Math.clamp(limit, 0, quota.max()))));
        return new Quotas(limits);
    }
}
