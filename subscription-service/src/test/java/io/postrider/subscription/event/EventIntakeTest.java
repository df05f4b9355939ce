package io.postrider.subscription.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.postrider.model.Event;
import io.postrider.model.EventId;
import io.postrider.model.Payload;
import io.postrider.subscription.access.Caller;
import io.postrider.subscription.access.Reach;
import io.postrider.subscription.access.TenantGate;
import io.postrider.subscription.eventtype.TypeGate;
import io.postrider.subscription.identity.TimeOrderedIds;
import io.postrider.subscription.quota.EventRates;
import io.postrider.subscription.quota.Quota;
import io.postrider.subscription.quota.SettableTime;
import io.postrider.subscription.quota.TestQuotas;
import io.postrider.subscription.refusal.Refusal;
import io.postrider.subscription.refusal.RefusedException;
import io.postrider.testing.SettableClock;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class EventIntakeTest {

    private static final IdempotencyKey KEY = new IdempotencyKey(Reach.EVERYBODY, "k");
    private static final Submission TWO_EVENTS =
            new Submission(
                    "application/json",
                    List.of(),
                    Payload.of("[{\"type\":\"a.b\"},{\"type\":\"a.b\"}]"));

    private final SettableClock clock = SettableClock.at("2026-01-01T00:00:00Z");
    private final SettableTime time = new SettableTime();
    private final FakeLog log = new FakeLog();
    private final FakeKeys keys = new FakeKeys();
    private final EventIntake intake =
            new EventIntake(
                    new IntakeLimits(1024, 10, TypeGate.OPEN, TenantGate.OPEN),
                    new EventRates(
                            TestQuotas.limits(Quota.EVENTS_PER_SECOND, 1),
                            (_, _, _) -> Duration.ZERO,
                            time),
                    log,
                    keys,
                    new TimeOrderedIds(clock, byte[]::new),
                    clock);

    private static final class FakeLog implements EventLog {
        private final List<Event> events = new ArrayList<>();
        private boolean away;

        @Override
        public void append(List<Event> more) {
            events.addAll(more);
            if (away) {
                throw new RefusedException(new Refusal.Unavailable("away"));
            }
        }
    }

    private static final class FakeKeys implements IdempotencyKeys {
        private final Map<String, Instant> begun = new HashMap<>();
        private final Map<String, List<EventId>> answers = new HashMap<>();
        private boolean dead;

        @Override
        public Known begin(IdempotencyKey key, Payload requestHash, Instant now) {
            return Optional.ofNullable(answers.get(key.value()))
                    .<Known>map(Known.Answered::new)
                    .orElseGet(() -> new Known.Begun(begun.computeIfAbsent(key.value(), _ -> now)));
        }

        @Override
        public void complete(IdempotencyKey key, List<EventId> answer) {
            if (dead) {
                throw new IllegalStateException("dead");
            }
            answers.put(key.value(), answer);
        }

        @Override
        public void release(IdempotencyKey key, Instant now) {
            // free to be taken up
        }

        @Override
        public void forget(IdempotencyKey key) {
            begun.remove(key.value());
        }
    }

    @Test
    void doesNotTouchTheKeysWithoutOne() {
        intake.accept(Caller.POSTRIDER, TWO_EVENTS);

        assertThat(keys.begun).isEmpty();
        assertThat(log.events).hasSize(2);
    }

    @Test
    void producesTheSameEventsWhenARequestIsTakenUpAfterACrash() {
        keys.dead = true;
        Receipt first = intake.accept(Caller.POSTRIDER, TWO_EVENTS, KEY);
        keys.dead = false;
        clock.advance(Duration.ofMinutes(5));

        Receipt second = intake.accept(Caller.POSTRIDER, TWO_EVENTS, KEY);

        assertThat(second.events()).isEqualTo(first.events()).doesNotHaveDuplicates();
        assertThat(log.events.subList(2, 4)).isEqualTo(log.events.subList(0, 2));
    }

    @Test
    void producesTheSameEventsWhenKafkaWasAway() {
        log.away = true;
        assertThatThrownBy(() -> intake.accept(Caller.POSTRIDER, TWO_EVENTS, KEY))
                .isInstanceOf(RefusedException.class);
        log.away = false;
        clock.advance(Duration.ofMinutes(5));

        Receipt second = intake.accept(Caller.POSTRIDER, TWO_EVENTS, KEY);

        assertThat(second.replayed()).isFalse();
        assertThat(log.events.subList(2, 4)).isEqualTo(log.events.subList(0, 2));
        assertThat(intake.accept(Caller.POSTRIDER, TWO_EVENTS, KEY).replayed()).isTrue();
    }

    @Test
    void forgetsAKeyWhoseRequestIsRefused() {
        Submission bad =
                new Submission("application/json", List.of(), Payload.of("[{\"type\":1}]"));
        assertThatThrownBy(() -> intake.accept(Caller.POSTRIDER, bad, KEY))
                .isInstanceOf(RefusedException.class);

        assertThat(keys.begun).isEmpty();
    }

    @Test
    void takesInNothingBeyondTheRateOfTheTenant() {
        for (int i = 0; i < 5; i++) {
            intake.accept(Caller.POSTRIDER, TWO_EVENTS);
        }

        assertThatThrownBy(() -> intake.accept(Caller.POSTRIDER, TWO_EVENTS, KEY))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        e -> assertThat(e.refusal()).isInstanceOf(Refusal.OverQuota.class));
        assertThat(log.events).hasSize(10);
        assertThat(keys.begun).isEmpty();

        time.advance(Duration.ofSeconds(2));
        intake.accept(Caller.POSTRIDER, TWO_EVENTS, KEY);
        assertThat(log.events).hasSize(12);
    }
}
