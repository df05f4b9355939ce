package io.postrider.worker.lane;

import static io.postrider.worker.Fixtures.NOW;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.model.ParkReason;
import io.postrider.testing.SettableClock;
import io.postrider.worker.lane.Signal.Answering;
import io.postrider.worker.lane.Signal.Failing;
import io.postrider.worker.lane.Signal.Silent;
import io.postrider.worker.lane.Signal.Throttling;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/** What a lane makes of an endpoint that fails, asks for less, or comes back. */
class EndpointHealthTest {

    private static final Admission START = new Admission.Start();
    private static final Admission QUEUED = new Admission.Queued();
    private static final Throttling TOO_MANY = new Throttling(false, Optional.empty());

    private final LaneWorld world = LaneWorld.roomy(SettableClock.at(NOW));

    /** Two failures in a row and three seconds without a success. */
    private void giveUp() {
        world.attempt("f1", new Failing());
        world.clock.advance(Duration.ofSeconds(3));
        assertThat(world.attempt("f2", new Failing()).change())
                .contains(new HealthChange.Failing(Duration.ofSeconds(5)));
    }

    private void answer(int times, Signal signal) {
        for (int i = 0; i < times; i++) {
            world.clock.advance(Duration.ofMillis(1));
            world.attempt("n" + i, signal);
        }
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

        assertThat(park("a")).isEqualTo(Park.failing(Duration.ofSeconds(5), Duration.ofSeconds(3)));
        assertThat(world.board.failing()).isEqualTo(1);
    }

    @Test
    void failuresInAShortTimeDoNotOpenTheBreaker() {
        answer(500, new Failing());

        assertThat(world.admit("next")).isEqualTo(START);
        assertThat(world.board.failing()).isZero();
    }

    /** The pauses that it gets meanwhile keep no verdict from being reached. */
    @Test
    void anEndpointThatAnswersNothingBut503IsGivenUpSoon() {
        Throttling unavailable = new Throttling(true, Optional.empty());
        Duration passed = Duration.ZERO;
        for (int i = 0; world.board.failing() == 0 && i < 1_000; i++) {
            if (world.admit("j" + i).equals(START)) {
                world.finish("j" + i, unavailable);
            }
            world.tick().stream()
                    .flatMap(turn -> turn.starts().stream())
                    .forEach(job -> world.finish(job.name(), unavailable));
            world.clock.advance(Duration.ofMillis(100));
            passed = passed.plusMillis(100);
        }

        assertThat(passed).isBetween(Duration.ofSeconds(3), Duration.ofSeconds(15));
    }

    @Test
    void oneSuccessBeginsTheStretchAnew() {
        for (int i = 0; i < 100; i++) {
            answer(2, new Failing());
            world.clock.advance(Duration.ofSeconds(2));
            answer(2, new Failing());
            world.attempt("good" + i, new Answering());
        }

        assertThat(world.board.failing()).isZero();
    }

    /** By chance alone: seven of ten succeed. */
    @Property(tries = 20)
    void anEndpointThatFailsAtRandomIsNeverGivenUp(@ForAll long seed) {
        LaneWorld flaky = LaneWorld.roomy(SettableClock.at(NOW));
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            flaky.clock.advance(Duration.ofMillis(50));
            flaky.attempt("j" + i, random.nextInt(10) < 3 ? new Failing() : new Answering());
        }

        assertThat(flaky.board.failing()).isZero();
    }

    @Test
    void whatWaitsInTheQueueLeavesWhenTheEndpointIsGivenUp() {
        IntStream.range(0, 11).forEach(i -> world.admit("j" + i));
        world.finish("j0", new Failing());
        world.clock.advance(Duration.ofSeconds(1));
        world.tick();
        world.clock.advance(Duration.ofSeconds(2));
        world.admit("j11");

        Turn<TestJob> turn = world.finish("j1", new Failing());

        assertThat(turn.starts()).isEmpty();
        assertThat(turn.left()).extracting(left -> left.job().name()).containsExactly("j9", "j10");
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
        assertThat(world.admit("b")).as("one at a time at first").isEqualTo(QUEUED);
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
        world.clock.advance(Duration.ofSeconds(3));
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
    void halfAsManyAtATimeWhenMostAskForLessAndThatOncePerRound() {
        answer(10, TOO_MANY);
        assertThat(startsOf(8)).as("four at a time").isEqualTo(4);
        world.clock.advance(Duration.ofMillis(10));

        assertThat(world.finish("s0", TOO_MANY).change())
                .contains(new HealthChange.Throttled(Duration.ZERO, 2));
        assertThat(world.finish("s1", TOO_MANY).change()).isEmpty();
    }

    /** How many of so many start at once. */
    private long startsOf(int jobs) {
        return IntStream.range(0, jobs)
                .mapToObj(i -> world.admit("s" + i))
                .filter(START::equals)
                .count();
    }

    @Test
    void anEndpointThatFailsNowAndThenKeepsItsConcurrency() {
        for (int i = 0; i < 100; i++) {
            answer(1, new Failing());
            answer(1, TOO_MANY);
            answer(2, new Answering());
        }

        assertThat(startsOf(20)).isEqualTo(8);
    }

    @Test
    void anEndpointThatMostlyFailsGetsFewerAtATime() {
        answer(10, new Failing());

        assertThat(startsOf(20)).isLessThan(8);
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

    private static Throttling retryAfter(Duration wait) {
        return new Throttling(false, Optional.of(wait));
    }

    @Test
    void aRetryAfterOfFewConcernsNobodyElse() {
        for (int i = 0; i < 100; i++) {
            answer(1, retryAfter(Duration.ofMinutes(10)));
            answer(1, new Answering());
        }

        assertThat(world.admit("next")).isEqualTo(START);
    }

    @Test
    void nothingGoesOutWhileMostAskedForAPause() {
        answer(10, retryAfter(Duration.ofSeconds(30)));

        assertThat(park("b"))
                .isEqualTo(new Park(ParkReason.ENDPOINT_THROTTLING, Duration.ofSeconds(30)));
        world.clock.advance(Duration.ofSeconds(29));
        assertThat(world.admit("c")).as("a short wait is for the queue").isEqualTo(QUEUED);
        pass(1);
        assertThat(world.tick().getFirst().starts()).containsExactly(new TestJob("c"));
    }

    @Test
    void whatWaitsInTheQueueLeavesForALongPause() {
        answer(9, retryAfter(Duration.ofSeconds(30)));
        IntStream.range(0, 20).forEach(i -> world.admit("j" + i));

        Turn<TestJob> turn = world.finish("j0", retryAfter(Duration.ofSeconds(30)));

        assertThat(turn.starts()).isEmpty();
        assertThat(turn.left())
                .isNotEmpty()
                .allMatch(left -> left.park().reason() == ParkReason.ENDPOINT_THROTTLING);
    }

    @Test
    void aPauseIsNoLongerThanAnHour() {
        answer(10, retryAfter(Duration.ofDays(7)));

        assertThat(park("b").delay()).isEqualTo(Throttle.LONGEST);
    }

    @Test
    void anEndpointThatAsksForLessThanOneAtATimeGetsPausesOfItsOwn() {
        answer(9 + 3, TOO_MANY);
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
