package io.postrider.subscription.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.model.SubscriptionId;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

class ChangeEffectTest {

    private static final SubscriptionId WEBHOOK = new SubscriptionId("wh_1");

    @Test
    void waitsUntilTheChangeIsRelayed() {
        AtomicInteger looks = new AtomicInteger();
        ChangeEffect effect =
                new ChangeEffect(_ -> looks.incrementAndGet() == 3, Duration.ofMinutes(1));

        assertThat(effect.await(WEBHOOK)).isTrue();
        assertThat(looks).hasValue(3);
    }

    @Test
    void saysWhenItIsNotRelayedInTime() {
        ChangeEffect effect = new ChangeEffect(_ -> false, Duration.ofMillis(20));

        assertThat(effect.await(WEBHOOK)).isFalse();
    }

    @Test
    void waitsForNothingWithoutTime() {
        ChangeEffect effect =
                new ChangeEffect(
                        _ -> {
                            throw new AssertionError("nobody is to look");
                        },
                        Duration.ZERO);

        assertThat(effect.await(WEBHOOK)).isFalse();
    }

    @Test
    void saysThatItDoesNotKnowWhenItIsInterrupted() {
        ChangeEffect effect = new ChangeEffect(_ -> false, Duration.ofMinutes(1));
        Thread.currentThread().interrupt();

        assertThat(effect.await(WEBHOOK)).isFalse();
        assertThat(Thread.interrupted()).isTrue();
    }
}
