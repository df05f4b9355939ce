package io.postrider.subscription.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.postrider.model.TenantId;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

class QuotaLimitsTest {

    private static final TenantId ACME = new TenantId("acme");
    private static final Quotas FIVE = Quotas.NONE.with(Quota.WEBHOOKS, Optional.of(5L));

    private final Map<TenantId, Quotas> stored = new HashMap<>();
    private final QuotaLimits limits =
            new QuotaLimits(TestQuotas.defaults(Quota.WEBHOOKS, 100), () -> stored);

    private long webhooks(TenantId tenant) {
        return limits.limit(Optional.of(tenant), Quota.WEBHOOKS);
    }

    @Test
    void anOverrideTakesThePlaceOfTheDefaultForItsTenant() {
        stored.put(ACME, FIVE);
        assertThat(webhooks(ACME)).isEqualTo(100);

        limits.refresh();

        assertThat(webhooks(ACME)).isEqualTo(5);
        assertThat(webhooks(new TenantId("other"))).isEqualTo(100);
        assertThat(limits.limit(Optional.empty(), Quota.WEBHOOKS)).isEqualTo(100);
        assertThat(limits.limit(Optional.of(ACME), Quota.TESTS)).isEqualTo(Quota.TESTS.max());
    }

    @Test
    void withoutItsOverrideATenantHasTheDefaultAgain() {
        limits.changed(ACME, FIVE);
        assertThat(webhooks(ACME)).isEqualTo(5);

        limits.changed(ACME, FIVE.with(Quota.WEBHOOKS, Optional.empty()));

        assertThat(webhooks(ACME)).isEqualTo(100);
    }

    @Test
    void theLatestLimitsHoldWhileTheyCannotBeRead() {
        QuotaLimits away =
                new QuotaLimits(
                        TestQuotas.defaults(Quota.WEBHOOKS, 100),
                        () -> {
                            throw new IllegalStateException("away");
                        });
        away.changed(ACME, FIVE);

        try {
            away.refresh();
        } catch (IllegalStateException _) {
            // as told
        }

        assertThat(away.limit(Optional.of(ACME), Quota.WEBHOOKS)).isEqualTo(5);
    }

    @ParameterizedTest
    @EnumSource(Quota.class)
    void limitsHaveTheBoundsOfTheirQuota(Quota quota) {
        assertThat(Quota.ofCode(quota.code())).contains(quota);
        assertThat(quota.checked(0)).isZero();
        assertThat(quota.checked(quota.max())).isEqualTo(quota.max());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Quotas(Map.of(quota, -1L)))
                .withMessageContaining(quota.code());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Quotas(Map.of(quota, quota.max() + 1)));
    }
}
