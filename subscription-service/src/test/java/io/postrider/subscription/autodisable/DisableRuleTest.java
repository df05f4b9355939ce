package io.postrider.subscription.autodisable;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.model.SubscriptionId;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;

class DisableRuleTest {

    private static final Instant SINCE = Instant.parse("2026-03-01T10:00:00Z");

    private static Failing failing(Duration span, long deliveries) {
        return new Failing(new SubscriptionId("wh_a"), SINCE, SINCE.plus(span), deliveries);
    }

    @Test
    void disablesWhatHasFailedForSoLong() {
        DisableRule rule = new DisableRule(Duration.ofDays(5), 0);

        assertThat(rule.reasonFor(failing(Duration.ofDays(5).minusMinutes(1), 1000))).isEmpty();
        assertThat(rule.reasonFor(failing(Duration.ofDays(5), 0)))
                .hasValue("every attempt since 2026-03-01T10:00:00Z has failed");
    }

    @Test
    void disablesAfterSoManyDeliveries() {
        DisableRule rule = new DisableRule(Duration.ZERO, 3);

        assertThat(rule.reasonFor(failing(Duration.ofDays(30), 2))).isEmpty();
        assertThat(rule.reasonFor(failing(Duration.ZERO, 3)))
                .hasValue("3 deliveries in a row have failed since 2026-03-01T10:00:00Z");
    }

    @Test
    void disablesNothingWhereBothAreOff() {
        assertThat(new DisableRule(Duration.ZERO, 0).reasonFor(failing(Duration.ofDays(99), 99)))
                .isEmpty();
    }
}
