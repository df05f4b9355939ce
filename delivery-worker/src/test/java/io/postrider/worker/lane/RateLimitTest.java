package io.postrider.worker.lane;

import static io.postrider.worker.Fixtures.NOW;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.model.ParkReason;
import io.postrider.model.RateLimit;
import io.postrider.testing.SettableClock;
import io.postrider.worker.lane.Signal.Answering;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;

/** A lane with a rate limit. */
class RateLimitTest {

    private static final Admission START = new Admission.Start();

    private final LaneWorld world =
            LaneWorld.roomy(SettableClock.at(NOW)).limitedTo(3, Duration.ofMinutes(1));

    @Test
    void asManyAsTheLimitAllowsStartAtOnceAndTheOthersGetSlots() {
        for (int i = 0; i < 3; i++) {
            world.attempt("a" + i, new Answering());
        }
        for (int round = 1; round <= 2; round++) {
            for (int i = 0; i < 3; i++) {
                Park park = world.parked(world.admit("r" + round + i));
                assertThat(park.reason()).isEqualTo(ParkReason.RATE_LIMIT);
                assertThat(park.delay()).isBetween(minutes(round), minutes(round).plusMillis(1));
            }
        }
    }

    @Test
    void whatHeldASlotStartsAtItsTime() {
        for (int i = 0; i < 3; i++) {
            world.attempt("a" + i, new Answering());
        }
        Duration delay = world.parked(world.admit("b")).delay();
        world.clock.advance(delay);

        assertThat(world.admit(new TestJob("b", ParkReason.RATE_LIMIT, delay))).isEqualTo(START);
    }

    @Test
    void aSlotThatIsNearIsWaitedForInTheLane() {
        for (int i = 0; i < 3; i++) {
            world.attempt("a" + i, new Answering());
        }
        world.clock.advance(Duration.ofSeconds(59));
        assertThat(world.admit("b")).isEqualTo(new Admission.Queued());
        assertThat(world.tick()).isEmpty();
        world.clock.advance(Duration.ofSeconds(1).plusMillis(1));

        assertThat(world.tick())
                .singleElement()
                .satisfies(turn -> assertThat(turn.starts()).containsExactly(new TestJob("b")));
    }

    @Test
    void aLaneIsRememberedWhileItsLimitIs() {
        world.attempt("a", new Answering());
        assertThat(world.board.size()).isEqualTo(1);
        world.clock.advance(minutes(1).plusMillis(2));
        world.tick();

        assertThat(world.board.size()).isZero();
    }

    /** Whatever comes when, and however late what holds a slot comes back. */
    @Property(tries = 300)
    void noStretchOfTheLimitsPeriodSeesMoreStartsThanItAllows(
            @ForAll @IntRange(min = 1, max = 5) int most,
            @ForAll @Size(min = 1, max = 80)
                    List<@IntRange(min = 0, max = 20_000) Integer> arrivals,
            @ForAll @IntRange(min = 0, max = 5_000) int late) {
        RateLimit limit = new RateLimit(most, Duration.ofSeconds(10));
        SettableClock clock = SettableClock.at(NOW);
        LaneWorld lane = LaneWorld.roomy(clock).limitedTo(most, limit.period());
        PriorityQueue<Arrival> coming = new PriorityQueue<>();
        for (int i = 0; i < arrivals.size(); i++) {
            coming.add(new Arrival(NOW.plusMillis(arrivals.get(i)), new TestJob("j" + i)));
        }
        List<Instant> starts = new ArrayList<>();
        int steps = 0;
        while (starts.size() < arrivals.size()) {
            assertThat(steps++).as("it ends").isLessThan(200_000);
            while (!coming.isEmpty() && !coming.peek().at().isAfter(clock.instant())) {
                TestJob job = coming.remove().job();
                switch (lane.admit(job)) {
                    case Admission.Start _ -> start(lane, job, starts, clock);
                    case Admission.Queued _ -> {}
                    case Admission.Parked(Park park) -> coming.add(back(job, park, late, clock));
                }
            }
            for (Turn<TestJob> turn : lane.tick()) {
                turn.starts().forEach(job -> start(lane, job, starts, clock));
                turn.left().forEach(left -> coming.add(back(left.job(), left.park(), late, clock)));
            }
            clock.advance(Duration.ofMillis(50));
        }
        for (int i = most; i < starts.size(); i++) {
            assertThat(Duration.between(starts.get(i - most), starts.get(i)))
                    .isGreaterThanOrEqualTo(limit.period());
        }
    }

    private record Arrival(Instant at, TestJob job) implements Comparable<Arrival> {
        @Override
        public int compareTo(Arrival other) {
            return at.compareTo(other.at);
        }
    }

    private static Arrival back(TestJob job, Park park, int late, SettableClock clock) {
        return new Arrival(
                clock.instant().plus(park.delay()).plusMillis(late),
                new TestJob(job.name(), park.reason(), park.delay()));
    }

    private static void start(
            LaneWorld lane, TestJob job, List<Instant> starts, SettableClock clock) {
        starts.add(clock.instant());
        lane.finish(job.name(), new Answering());
    }

    private static Duration minutes(int count) {
        return Duration.ofMinutes(count);
    }
}
