package io.postrider.worker.lane;

import static io.postrider.worker.Fixtures.NOW;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.model.ParkReason;
import io.postrider.testing.SettableClock;
import io.postrider.worker.lane.Signal.Answering;
import io.postrider.worker.lane.Signal.Failing;
import io.postrider.worker.lane.Signal.Silent;
import io.postrider.worker.lane.Signal.Throttling;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** What a lane makes of an endpoint that fails, asks for less, or comes back. */
class EndpointHealthTest {

    private static final Admission START = new Admission.Start();
    private static final Throttling TOO_MANY = new Throttling(false, Optional.empty());

    private final LaneWorld world = LaneWorld.roomy(SettableClock.at(NOW));

    private void giveUp() {
        world.attempt("f1", new Failing());
        assertThat(world.attempt("f2", new Failing()).change())
                .contains(new HealthChange.Failing(Duration.ofSeconds(5)));
    }

    private Park park(String name) {
        return world.parked(world.admit(name));
    }

    private void pass(int seconds) {
        world.clock.advance(Duration.ofSeconds(seconds).plusMillis(1));
    }

    @Test
    void anEndpointThatKeepsFailingGetsNothing() {
        giveUp();

        assertThat(park("a"))
                .isEqualTo(new Park(ParkReason.ENDPOINT_FAILING, Duration.ofSeconds(5)));
        assertThat(world.board.failing()).isEqualTo(1);
    }

    @Test
    void whatWaitsInTheQueueLeavesWhenTheEndpointIsGivenUp() {
        IntStream.range(0, 10).forEach(i -> world.admit("j" + i));
        world.finish("j0", new Failing());

        Turn<TestJob> turn = world.finish("j1", new Failing());

        assertThat(turn.starts()).isEmpty();
        assertThat(turn.left()).extracting(left -> left.job().name()).containsExactly("j8", "j9");
        assertThat(turn.left())
                .allMatch(left -> left.park().reason() == ParkReason.ENDPOINT_FAILING);
    }

    @Test
    void whatWaitsForADeadEndpointComesBackAHundredASecond() {
        giveUp();
        IntStream.range(0, 500).forEach(i -> park("j" + i));

        assertThat(park("next").delay()).isEqualTo(Duration.ofSeconds(5 + 5));
        IntStream.range(0, 100_000).forEach(i -> park("k" + i));
        assertThat(park("last").delay()).as("bounded").isEqualTo(Duration.ofMinutes(8));
    }

    @Test
    void oneProbeGoesOutPerIntervalAndEachIntervalIsTwiceAsLong() {
        giveUp();
        for (int wait : List.of(5, 10, 20, 40, 60, 60)) {
            assertThat(world.admit("early")).isInstanceOf(Admission.Parked.class);
            pass(wait);
            assertThat(world.admit("probe" + wait)).as("after %d s", wait).isEqualTo(START);
            assertThat(world.admit("beside")).isInstanceOf(Admission.Parked.class);
            world.finish("probe" + wait, new Failing());
        }
    }

    @Test
    void aProbeThatIsAnsweredOpensTheLaneSlowly() {
        giveUp();
        pass(5);
        world.admit("probe");

        assertThat(world.finish("probe", new Answering()).change())
                .contains(new HealthChange.Recovered());
        assertThat(world.admit("a")).isEqualTo(START);
        assertThat(world.admit("b")).as("one at a time at first").isEqualTo(new Admission.Queued());
        assertThat(world.finish("a", new Answering()).starts()).hasSize(1);
        assertThat(world.board.failing()).isZero();
    }

    @Test
    void aProbeThatNeverWentOutLeavesItsPlaceToAnother() {
        giveUp();
        pass(5);
        world.admit("probe");
        world.finish("probe", new Silent());

        assertThat(world.admit("another")).isEqualTo(START);
    }

    @Test
    void whatBeganBeforeAndNeverWentOutLeavesNoPlaceForASecondProbe() {
        world.admitAll("f1", "f2", "early");
        world.finish("f1", new Failing());
        world.finish("f2", new Failing());
        pass(5);
        assertThat(world.admit("probe")).isEqualTo(START);
        world.finish("early", new Silent());

        assertThat(world.admit("second")).isInstanceOf(Admission.Parked.class);
        world.finish("probe", new Silent());
        assertThat(world.admit("third")).isEqualTo(START);
    }

    @Test
    void theFirstToWaitComesBackForTheProbeAndTheOthersLaterEachTime() {
        giveUp();

        assertThat(park("prober").delay()).isEqualTo(Duration.ofSeconds(5));
        TestJob old = new TestJob("old", ParkReason.ENDPOINT_FAILING, Duration.ofSeconds(40));
        assertThat(world.parked(world.admit(old)).delay()).isEqualTo(Duration.ofSeconds(80));
        TestJob oldest = new TestJob("oldest", ParkReason.ENDPOINT_FAILING, Duration.ofHours(1));
        assertThat(world.parked(world.admit(oldest)).delay()).isEqualTo(Park.LONGEST);
    }

    @Test
    void anAnswerThatTheDeliveryIsNotWantedIsAnAnswer() {
        for (int i = 0; i < 10; i++) {
            world.attempt("a" + i, new Answering());
        }
        assertThat(world.board.size()).isZero();
    }

    @Test
    void halfAsManyAtATimeWhenItAsksForLessAndThatOncePerRound() {
        IntStream.range(0, 8).forEach(i -> world.admit("j" + i));
        world.clock.advance(Duration.ofMillis(10));

        assertThat(world.finish("j0", TOO_MANY).change())
                .contains(new HealthChange.Throttled(Duration.ZERO, 4));
        assertThat(world.finish("j1", TOO_MANY).change()).isEmpty();
        for (int i = 2; i < 8; i++) {
            world.finish("j" + i, new Answering());
        }
        List<Admission> next = world.admitAll("a", "b", "c", "d", "e");
        assertThat(next).filteredOn(START::equals).hasSize(4);
    }

    @Test
    void growsWhileItKeepsUpAndNoFurtherThanTheMost() {
        IntStream.range(0, 300).forEach(i -> world.admit("j" + i));
        int inFlight = 8;
        int next = 0;
        for (int i = 0; i < 50; i++) {
            inFlight += world.finish("j" + next++, new Answering()).starts().size() - 1;
        }

        assertThat(inFlight).isEqualTo(16);
    }

    @Test
    void nothingGoesOutWhileTheEndpointAskedForAPause() {
        world.attempt("a", new Throttling(true, Optional.of(Duration.ofSeconds(30))));

        assertThat(park("b"))
                .isEqualTo(new Park(ParkReason.ENDPOINT_THROTTLING, Duration.ofSeconds(30)));
        world.clock.advance(Duration.ofSeconds(29));
        assertThat(park("c").delay()).isGreaterThan(Duration.ofSeconds(1));
        pass(1);
        assertThat(world.admit("d")).isEqualTo(START);
    }

    @Test
    void aPauseIsNoLongerThanAnHour() {
        world.attempt("a", new Throttling(false, Optional.of(Duration.ofDays(7))));

        assertThat(park("b").delay()).isEqualTo(Throttle.LONGEST);
    }

    @Test
    void anEndpointThatAsksForLessThanOneAtATimeGetsPausesOfItsOwn() {
        for (int i = 0; i < 3; i++) {
            world.clock.advance(Duration.ofMillis(1));
            world.attempt("cut" + i, TOO_MANY);
        }
        for (int pause : List.of(1, 2, 4)) {
            world.clock.advance(Duration.ofMillis(1));
            assertThat(world.attempt("p" + pause, TOO_MANY).change())
                    .contains(new HealthChange.Throttled(Duration.ofSeconds(pause), 1));
            pass(pause);
        }
        world.attempt("ok", new Answering());
        assertThat(world.admit("next")).isEqualTo(START);
    }

    @Test
    void whatIsKnownOfAnEndpointIsForgottenWhenNothingComesForLong() {
        giveUp();
        world.clock.advance(Park.LONGEST);
        world.tick();
        assertThat(world.board.size()).as("what waits longest is not back yet").isEqualTo(1);
        world.clock.advance(Duration.ofMinutes(3));
        world.tick();

        assertThat(world.board.size()).isZero();
    }
}
