package io.postrider.subscription.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.postrider.model.TenantId;
import io.postrider.subscription.refusal.Refusal;
import io.postrider.subscription.refusal.RefusedException;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Optional;

class UnderWayTest {

    private static final Optional<TenantId> ACME = Optional.of(new TenantId("acme"));
    private static final Optional<TenantId> OTHER = Optional.of(new TenantId("other"));

    private final QuotaLimits limits = TestQuotas.limits(Quota.TESTS, 2);
    private final UnderWay underWay = new UnderWay(limits);

    private Refusal.OverQuota refusal(Optional<TenantId> tenant) {
        try (UnderWay.Place _ = underWay.enter(tenant, Quota.TESTS)) {
            throw new AssertionError("not refused");
        } catch (RefusedException e) {
            assertThat(e.refusal()).isInstanceOf(Refusal.OverQuota.class);
            return (Refusal.OverQuota) e.refusal();
        }
    }

    @Test
    void admitsAsManyAsTheQuotaAllowsForEachTenant() {
        var _ = underWay.enter(ACME, Quota.TESTS);
        var _ = underWay.enter(ACME, Quota.TESTS);

        assertThat(refusal(ACME))
                .isEqualTo(
                        new Refusal.OverQuota(
                                "The tenant acme has 2 tests under way, and the quota tests allows"
                                    + " 2; try again when one has ended, or have an operator raise"
                                    + " the quota",
                                "tests",
                                2,
                                Optional.of(Duration.ofSeconds(1))));
        assertThat(underWay.enter(OTHER, Quota.TESTS)).isNotNull();
        assertThat(underWay.enter(Optional.empty(), Quota.TESTS)).isNotNull();
        assertThat(underWay.enter(ACME, Quota.SEARCHES)).isNotNull();
    }

    @Test
    void makesRoomOnceForEachThatEnds() {
        UnderWay.Place first = underWay.enter(ACME, Quota.TESTS);
        var _ = underWay.enter(ACME, Quota.TESTS);
        first.close();
        first.close();

        assertThat(underWay.count(ACME, Quota.TESTS)).isEqualTo(1);
        var _ = underWay.enter(ACME, Quota.TESTS);
        assertThat(refusal(ACME).limit()).isEqualTo(2);
    }

    @Test
    void aLoweredQuotaEndsNothingAndAdmitsNoMore() {
        UnderWay.Place first = underWay.enter(ACME, Quota.TESTS);
        UnderWay.Place second = underWay.enter(ACME, Quota.TESTS);
        limits.changed(ACME.orElseThrow(), Quotas.NONE.with(Quota.TESTS, Optional.of(1L)));

        assertThat(underWay.count(ACME, Quota.TESTS)).isEqualTo(2);
        first.close();
        assertThat(refusal(ACME).limit()).isEqualTo(1);
        second.close();
        assertThat(underWay.enter(ACME, Quota.TESTS)).isNotNull();
    }

    @Test
    void aQuotaOfZeroAdmitsNothing() {
        limits.changed(ACME.orElseThrow(), Quotas.NONE.with(Quota.TESTS, Optional.of(0L)));

        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> underWay.enter(ACME, Quota.TESTS));
    }
}
