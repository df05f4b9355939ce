package io.postrider.worker.lane;

import static io.postrider.worker.Fixtures.NOW;
import static io.postrider.worker.Fixtures.aSubscriptionId;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.postrider.model.ParkReason;
import io.postrider.testing.SettableClock;
import io.postrider.worker.lane.Signal.Answering;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Room: caps, queues, bytes, and lanes that come and go. */
class LaneBoardTest {

    private static final Admission START = new Admission.Start();
    private static final Admission QUEUED = new Admission.Queued();

    private final LaneWorld world =
            LaneWorld.withLimits(2, 2, 3, Duration.ofSeconds(2), 10, SettableClock.at(NOW));

    @Test
    void startsUpToItsCapThenQueuesThenParks() {
        List<Admission> admissions = world.admitAll("a", "b", "c", "d", "e", "f");

        assertThat(admissions.subList(0, 5)).containsExactly(START, START, QUEUED, QUEUED, QUEUED);
        assertThat(world.parked(admissions.getLast()).reason()).isEqualTo(ParkReason.LANE_FULL);
    }

    @Test
    void oneLaneDoesNotConcernAnother() {
        world.admitAll("a", "b", "c", "d", "e", "f");

        assertThat(world.board.admit(aSubscriptionId(), new TestJob("x"), Optional.empty(), NOW))
                .isEqualTo(START);
    }

    @Test
    void aPlaceGoesToTheFirstInTheQueue() {
        world.admitAll("a", "b", "c", "d");

        assertThat(world.finish("a", new Answering()).starts()).containsExactly(new TestJob("c"));
        assertThat(world.finish("b", new Answering()).starts()).containsExactly(new TestJob("d"));
        assertThat(world.finish("c", new Answering()).starts()).isEmpty();
        assertThat(world.admit("e")).isEqualTo(START);
    }

    @Test
    void whatHasWaitedTooLongLeavesThoughNothingHasFinished() {
        world.admitAll("a", "b", "c");
        world.clock.advance(Duration.ofSeconds(1));
        world.admit("d");
        assertThat(world.tick()).isEmpty();
        world.clock.advance(Duration.ofMillis(1_001));

        assertThat(world.tick())
                .singleElement()
                .satisfies(turn -> {
                    assertThat(turn.starts()).isEmpty();
                    assertThat(turn.left())
                            .singleElement()
                            .satisfies(left -> {
                                assertThat(left.job()).isEqualTo(new TestJob("c"));
                                assertThat(left.park().reason()).isEqualTo(ParkReason.LANE_FULL);
                            });
                });
        assertThat(world.finish("a", new Answering()).starts())
                .as("the next one still has time")
                .containsExactly(new TestJob("d"));
    }

    @Test
    void aLaneWhoseQueueDoesNotMoveIsFull() {
        world.admitAll("a", "b", "c");

        world.clock.advance(Duration.ofSeconds(2));
        assertThat(world.admit("d")).isEqualTo(QUEUED);
        world.clock.advance(Duration.ofMillis(1));
        assertThat(world.admit("e")).isInstanceOf(Admission.Parked.class);
    }

    @Test
    void aLaneMayNotFillTheMemoryThatAllShare() {
        assertThat(world.admit("12345")).isEqualTo(START);
        assertThat(world.admit("123456")).isInstanceOf(Admission.Parked.class);
        assertThat(world.admit("54321")).as("what fits still does").isEqualTo(START);
        world.finish("12345", new Answering());
        assertThat(world.admit("1234")).as("what has finished makes room").isEqualTo(START);
    }

    @Test
    void aJobLargerThanItsLaneGoesAlone() {
        assertThat(world.admit("12345678901")).isEqualTo(START);
        assertThat(world.admit("1")).isInstanceOf(Admission.Parked.class);
    }

    @Test
    void anIdleLaneOfAHealthyEndpointVanishes() {
        world.admitAll("a", "b");
        assertThat(world.board.size()).isEqualTo(1);
        world.finish("a", new Answering());
        assertThat(world.board.size()).isEqualTo(1);
        world.finish("b", new Answering());
        assertThat(world.board.size()).isZero();
    }

    @Test
    void whatOverflowsComesBackOneAfterTheOtherAsFastAsTheEndpointTakesIt() {
        world.admitAll("a", "b", "c", "d", "e");
        world.clock.advance(Duration.ofSeconds(1));
        world.finish("a", new Answering());
        world.admit("f");

        // two at a time, a second each: three in the queue and those before it take this long
        assertThat(world.parked(world.admit("g")).delay()).isEqualTo(Duration.ofMillis(1_500));
        assertThat(world.parked(world.admit("h")).delay()).isEqualTo(Duration.ofSeconds(2));
        assertThat(world.parked(world.admit("i")).delay()).isEqualTo(Duration.ofMillis(2_500));
        Admission again =
                world.admit(new TestJob("g", ParkReason.LANE_FULL, Duration.ofSeconds(1)));
        assertThat(world.parked(again).delay())
                .as("it is counted once")
                .isEqualTo(Duration.ofMillis(2_500));
    }

    @Test
    void whatComesInVainComesAgainAfterTwiceTheTimeUpToABound() {
        world.admitAll("a", "b", "c", "d", "e");

        for (int seconds : List.of(1, 2, 8, 600)) {
            TestJob again = new TestJob("x", ParkReason.LANE_FULL, Duration.ofSeconds(seconds));
            assertThat(world.parked(world.admit(again)).delay())
                    .isEqualTo(Duration.ofSeconds(Math.min(16, Math.max(2, 2 * seconds))));
        }
    }

    @Test
    void theLongerAnEndpointIsSilentTheLaterComesWhatFindsNoRoom() {
        world.admitAll("a", "b", "c", "d", "e");
        world.clock.advance(Duration.ofSeconds(2));

        // had it taken more than one a second, one of two would have been answered by now
        assertThat(world.parked(world.admit("f")).delay()).isEqualTo(Duration.ofSeconds(3));
        assertThat(world.parked(world.admit("g")).delay()).isEqualTo(Duration.ofSeconds(4));
        world.clock.advance(Duration.ofSeconds(60));
        assertThat(world.parked(world.admit("h")).delay()).isEqualTo(Duration.ofSeconds(16));
    }

    @Test
    void anAnswerBreaksTheSilence() {
        world.admitAll("a", "b", "c", "d", "e");
        world.clock.advance(Duration.ofSeconds(2));
        world.finish("a", new Answering());
        world.admit("f");

        assertThat(world.parked(world.admit("g")).delay())
                .as("as fast as it was answered: two at a time, two seconds each")
                .isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void limitsThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> new LaneLimits.InFlight(0, 1))
                .hasMessage("in-flight must be at least 1, not 0");
        assertThatThrownBy(() -> new LaneLimits.InFlight(2, 1))
                .hasMessage("max-in-flight must be at least in-flight (2), not 1");
        assertThatThrownBy(() ->
                        new LaneLimits(
                                new LaneLimits.InFlight(1, 1),
                                -1,
                                Duration.ZERO,
                                1,
                                LaneWorld.BREAKER))
                .hasMessage("queue must not be negative, not -1");
    }
}
