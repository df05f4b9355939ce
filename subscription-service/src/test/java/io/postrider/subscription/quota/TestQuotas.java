package io.postrider.subscription.quota;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Limits for tests: as high as can be, but for one. */
public final class TestQuotas {

    private TestQuotas() {}

    public static QuotaLimits limits(Quota quota, long limit) {
        return new QuotaLimits(defaults(quota, limit), Map::of);
    }

    static Quotas defaults(Quota quota, long limit) {
        return new Quotas(
                Arrays.stream(Quota.values())
                        .collect(
                                Collectors.toMap(
                                        Function.identity(),
                                        other -> other == quota ? limit : other.max())));
    }
}
