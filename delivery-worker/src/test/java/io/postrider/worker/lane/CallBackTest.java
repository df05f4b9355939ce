package io.postrider.worker.lane;

import static io.postrider.worker.Fixtures.NOW;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.model.ParkReason;
import io.postrider.testing.SettableClock;
import io.postrider.worker.lane.Signal.Answering;
import io.postrider.worker.lane.Signal.Failing;
import io.postrider.worker.lane.Signal.Throttling;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Parked jobs that come back as soon as their lane has room. */
class CallBackTest {

    private static final int QUEUE = 10;

    private final SettableClock clock = SettableClock.at(NOW);
    private final LaneWorld world =
            LaneWorld.withLimits(2, 2, QUEUE, Duration.ofSeconds(2), 1_000, clock);

    private void parkSome() {
        IntStream.range(0, 20).forEach(i -> world.admit("j" + i));
        assertThat(world.board.conditions(clock.instant())).hasSize(1);
    }

    private void finishAll(int from, int to) {
        IntStream.range(from, to).forEach(i -> world.finish("j" + i, new Answering()));
    }

    private static TestJob back(String name) {
        return new TestJob(name, ParkReason.LANE_FULL, Duration.ofSeconds(1));
    }

    @Test
    void fillsHalfOfTheQueue() {
        parkSome();
        assertThat(world.callBack(8)).as("no room").isZero();
        finishAll(0, 12);

        assertThat(world.callBack(3)).isEqualTo(3);
        assertThat(world.callBack(8)).as("two at once, five in the queue").isEqualTo(4);
        assertThat(world.callBack(8)).as("on the way").isZero();
    }

    @Test
    void callsAgainForWhatDidNotCome() {
        parkSome();
        finishAll(0, 12);
        assertThat(world.callBack(8)).isEqualTo(7);

        clock.advance(CalledBack.TIMEOUT);
        assertThat(world.callBack(8)).isEqualTo(7);
    }

    @Test
    void whatCameMakesRoomForMore() {
        parkSome();
        finishAll(0, 12);
        world.callBack(8);
        world.admit(back("j12"));
        world.finish("j12", new Answering());

        assertThat(world.callBack(7)).isEqualTo(1);
    }

    @Test
    void aLaneWaitsForWhatItHasCalled() {
        parkSome();
        finishAll(0, 12);
        IntStream.range(12, 20).forEach(i -> world.attempt("j" + i, new Answering()));
        assertThat(world.callBack(1)).isEqualTo(1);
        assertThat(world.board.size()).isEqualTo(1);
    }

    @Test
    void anUnknownEndpointGetsOneAtATime() {
        assertThat(world.callBack(8)).isEqualTo(1);
        assertThat(world.callBack(8)).isZero();
        world.admit(back("a"));
        assertThat(world.callBack(8)).as("not answered yet").isZero();
        world.finish("a", new Answering());

        assertThat(world.callBack(8)).isEqualTo(7);
    }

    @Test
    void aFailingEndpointGetsNothingButAProbeAndAllOnceThatIsAnswered() {
        world.attempt("first", new Answering());
        world.attempt("a", new Failing());
        clock.advance(Duration.ofSeconds(3));
        world.attempt("b", new Failing());
        assertThat(world.board.failing()).isEqualTo(1);
        assertThat(world.callBack(8)).isZero();

        clock.advance(Duration.ofSeconds(5).plusMillis(1));
        assertThat(world.callBack(8)).as("a probe").isEqualTo(1);
        world.admit(new TestJob("probe", ParkReason.ENDPOINT_FAILING, Duration.ofSeconds(5)));
        assertThat(world.callBack(8)).isZero();
        world.finish("probe", new Answering());
        assertThat(world.callBack(8)).as("one at once, five in the queue").isEqualTo(6);
    }

    @Test
    void nothingComesDuringALongPause() {
        world.attempt("first", new Answering());
        for (int i = 0; i < 20; i++) {
            clock.advance(Duration.ofMillis(1));
            world.attempt("t" + i, new Throttling(false, Optional.empty()));
            clock.advance(Duration.ofMinutes(1));
        }
        world.attempt("t", new Throttling(false, Optional.of(Duration.ofSeconds(30))));
        assertThat(world.callBack(8)).isZero();

        clock.advance(Duration.ofSeconds(31));
        assertThat(world.callBack(8)).isPositive();
    }

    @Test
    void whatWaitsForARateLimitIsCalledWhenTheLimitIsGone() {
        world.limitedTo(1, Duration.ofHours(1));
        world.attempt("first", new Answering());
        for (int i = 0; i < 100; i++) {
            Park park = world.parked(world.admit("limited" + i));
            assertThat(park.reason()).isEqualTo(ParkReason.RATE_LIMIT);
            assertThat(park.delay()).isLessThanOrEqualTo(Park.MAX_SLOT_WAIT);
        }
        assertThat(world.callBack(100)).isZero();

        assertThat(world.unlimited().callBack(100)).isEqualTo(7);
    }

    @Test
    void aHigherRateLimitCallsAsManyAsItAllowsSoon() {
        world.limitedTo(1, Duration.ofHours(1));
        world.attempt("first", new Answering());
        world.admit("limited");

        assertThat(world.limitedTo(3, Duration.ofSeconds(10)).callBack(100)).isEqualTo(3);
    }

    @Test
    void slotsOfALimitThatDoesNotChangeAreNotGivenToOthers() {
        world.limitedTo(1, Duration.ofSeconds(10));
        world.attempt("first", new Answering());
        world.admit("limited");
        clock.advance(Duration.ofSeconds(9));

        assertThat(world.callBack(100)).as("the next slot is taken").isZero();
    }

    @Test
    void countsNothingOfALaneThatHasMoved() {
        parkSome();
        world.board.keep(Set.of(0));
        assertThat(world.board.conditions(clock.instant())).hasSize(1);
        world.board.keep(Set.of(1));

        assertThat(world.board.conditions(clock.instant())).isEmpty();
    }

    @Test
    void countsNothingThatHasComeToRestElsewhere() {
        parkSome();
        finishAll(0, 12);
        for (int i = 12; i < 20; i++) {
            world.board.settled(world.lane, ParkReason.LANE_FULL);
        }

        assertThat(world.board.conditions(clock.instant())).isEmpty();
    }
}
