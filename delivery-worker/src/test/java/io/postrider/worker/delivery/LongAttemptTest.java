package io.postrider.worker.delivery;

import static io.postrider.worker.Fixtures.NOW;
import static io.postrider.worker.Fixtures.aDelivery;
import static io.postrider.worker.Fixtures.aSubscriptionId;
import static io.postrider.worker.Fixtures.anEndpoint;
import static io.postrider.worker.Fixtures.switched;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postrider.model.DeadLetterReason;
import io.postrider.model.Outcome;
import io.postrider.model.ParkReason;
import io.postrider.model.ResponseHeaders;
import io.postrider.model.SubscriptionId;
import io.postrider.testing.SettableClock;
import io.postrider.worker.endpoint.Endpoint;
import io.postrider.worker.endpoint.Lookup;
import io.postrider.worker.lane.BreakerLimits;
import io.postrider.worker.lane.LaneBoard;
import io.postrider.worker.lane.LaneLimits;

import org.junit.jupiter.api.Test;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Attempts that last leave the window of their partition: each way that they end. */
class LongAttemptTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration AFTER = Duration.ofSeconds(2);
    private static final Endpoint ENDPOINT = anEndpoint(URI.create("https://example.com"), TIMEOUT);

    private final SettableClock clock = SettableClock.at(NOW);
    private final HostBulkhead hosts = new HostBulkhead(3);
    private final HeldSender sender = new HeldSender();
    private final HeldOutbox outbox = new HeldOutbox();
    private final Counts counts = new Counts();
    private final SubscriptionId subscription = aSubscriptionId();
    private Lookup lookup = new Lookup.Known(ENDPOINT);

    private final LaneBoard<DeliveryJob> lanes =
            new LaneBoard<>(
                    new LaneLimits(
                            new LaneLimits.InFlight(3, 3),
                            2_000,
                            Duration.ofSeconds(2),
                            1024 * 1024 * 1024,
                            new BreakerLimits(
                                    Duration.ZERO,
                                    10,
                                    Duration.ofSeconds(5),
                                    Duration.ofMinutes(1))),
                    clock);

    private SafetyCopies copies;
    private DeliveryRunner runner;

    LongAttemptTest() {
        limit(2, 1_000);
    }

    private void limit(int attempts, long bytes) {
        LongAttemptLimits limits = new LongAttemptLimits(AFTER, attempts, bytes);
        copies = new SafetyCopies("w", limits, clock);
        runner =
                new DeliveryRunner(
                        new DeliveryService(
                                _ -> lookup, hosts, sender, outbox, counts, clock, () -> 0.5),
                        lanes,
                        new AttemptsUnderWay(limits, copies, outbox),
                        counts,
                        clock);
    }

    private TestClaim take() {
        TestClaim claim = new TestClaim();
        runner.take(aDelivery(subscription, 0, "{}"), claim);
        return claim;
    }

    private void pass(Duration time) {
        clock.advance(time);
        runner.tick();
    }

    private static Exchange answered(int status) {
        return new Exchange(
                status < 300
                        ? new Outcome.Acknowledged(status)
                        : new Outcome.Rejected(status, Optional.empty()),
                ResponseHeaders.NONE,
                "");
    }

    @Test
    void anAttemptStaysInItsWindowForAShortWhile() {
        take();
        pass(AFTER.minusMillis(1));

        assertThat(outbox.log).isEmpty();
        assertThat(copies.outside()).isZero();
    }

    @Test
    void leavesItsWindowWhenKafkaHasTheCopy() {
        TestClaim claim = take();
        pass(AFTER);
        assertThat(outbox.log).containsExactly("keep");
        assertThat(claim.completed).as("Kafka has not acknowledged the copy").isFalse();

        outbox.acknowledgeAll();

        assertThat(claim.completed).isTrue();
        assertThat(runner.attempting()).as("the attempt goes on").isEqualTo(1);
        assertThat(copies.outside()).isEqualTo(1);
        assertThat(copies.writtenCount()).isEqualTo(1);
        pass(AFTER);
        assertThat(outbox.log).as("one copy").containsExactly("keep");
    }

    @Test
    void theCopyIsDueAfterTheDeadlineOfTheAttempt() {
        take();
        pass(AFTER);

        HeldOutbox.Kept kept = outbox.kept.getFirst();
        assertThat(kept.dueIn()).isEqualTo(TIMEOUT.minus(AFTER).plusSeconds(3));
        assertThat(kept.delivery().progress().attempts()).isZero();
    }

    @Test
    void theCopyOfADeliveryWhoseWebhookIsGoneIsDueAfterTheLongestTimeout() {
        take();
        lookup = new Lookup.Deleted();
        pass(AFTER);

        assertThat(outbox.kept.getFirst().dueIn()).isEqualTo(Duration.ofSeconds(31));
    }

    @Test
    void aSuccessIsReportedAndTheCopyIsDroppedOnceTheReportIsSafe() {
        leave();
        sender.answer(answered(200));
        assertThat(outbox.log).containsExactly("keep", "report");
        assertThat(copies.drop(copy())).as("the report is not safe").isFalse();
        assertThat(copies.isUnderWay(copy())).isTrue();
        outbox.acknowledgeAll();

        assertThat(copies.drop(copy())).isTrue();
        assertThat(copies.droppedCount()).isEqualTo(1);
        assertThat(copies.outside()).isZero();
        assertThat(runner.isIdle()).isTrue();
        assertThat(lanes.conditions(clock.instant())).isEmpty();
        assertThat(lanes.size()).isZero();
    }

    @Test
    void aFailureIsRetriedAndTheCopyIsDroppedOnceTheRetryIsSafe() {
        leave();
        sender.answer(answered(500));
        assertThat(outbox.log).containsExactly("keep", "report", "await");
        assertThat(outbox.awaited.getFirst().progress().attempts()).isEqualTo(1);
        outbox.acknowledgeFirst();
        assertThat(copies.drop(copy())).as("the retry is not safe").isFalse();
        outbox.acknowledgeAll();

        assertThat(copies.drop(copy())).isTrue();
    }

    @Test
    void aDeadLetterEndsTheCopyToo() {
        leave();
        sender.answer(answered(410));
        outbox.acknowledgeAll();

        assertThat(outbox.failed.getFirst().reason()).isEqualTo(DeadLetterReason.GONE);
        assertThat(copies.drop(copy())).isTrue();
    }

    @Test
    void aFaultOfOursEndsTheCopyToo() {
        leave();
        sender.fail(new IllegalStateException("broken"));
        outbox.acknowledgeAll();

        assertThat(counts.parked).containsExactly(ParkReason.FAULT);
        assertThat(copies.drop(copy())).isTrue();
    }

    /** Nobody else has the record, and the copy is dropped. */
    @Test
    void aFaultOfOursParksWhatHasLeftItsWindowThoughItsPartitionHasMoved() {
        TestClaim claim = leave();
        claim.giveUp();
        sender.fail(new IllegalStateException("broken"));

        assertThat(outbox.log).containsExactly("keep", "await");
    }

    @Test
    void anAttemptThatIsOverBeforeKafkaHasTheCopyIsDoneWhenItsReportIsSafe() {
        TestClaim claim = take();
        pass(AFTER);
        sender.answer(answered(200));
        outbox.acknowledgeLast();
        assertThat(claim.completed).isTrue();
        assertThat(copies.outside()).as("the copy is in memory until Kafka has it").isEqualTo(1);
        outbox.acknowledgeAll();

        assertThat(copies.outside()).isZero();
        assertThat(copies.drop(copy())).isTrue();
    }

    @Test
    void withoutTheCopyTheAttemptStaysInItsWindow() {
        TestClaim claim = take();
        pass(AFTER);
        pass(Duration.ofMinutes(5));

        assertThat(claim.completed).isFalse();
        assertThat(outbox.log).containsExactly("keep");
    }

    @Test
    void whatAnotherWorkerHasOrThatEndsIsNotCopied() {
        take().held = false;
        pass(AFTER);

        assertThat(outbox.log).isEmpty();
    }

    /** It waits for its turn at the host, where nothing ends it in time. */
    @Test
    void whatWasPausedBeforeItsTurnIsHeldAndItsCopyDropped() {
        CompletableFuture<String> ofAnother = new CompletableFuture<>();
        for (int i = 0; i < 3; i++) {
            var _ = hosts.run(ENDPOINT.url(), new SubscriptionId("wh_another"), () -> ofAnother);
        }
        leave();
        lookup = new Lookup.Known(switched(ENDPOINT, true, Optional.of(NOW)));
        ofAnother.complete("done");
        await().until(() -> runner.attempting() == 0);
        outbox.acknowledgeAll();

        assertThat(outbox.log).containsExactly("keep", "await");
        assertThat(counts.parked).containsExactly(ParkReason.PAUSED);
        assertThat(copies.drop(copy())).isTrue();
    }

    @Test
    void whatIsOverTheBoundStaysInItsWindowUntilThereIsAPlace() {
        List<TestClaim> claims = List.of(take(), take(), take());
        pass(AFTER);
        outbox.acknowledgeAll();
        assertThat(claims).filteredOn(claim -> claim.completed).hasSize(2);
        assertThat(copies.outside()).isEqualTo(2);

        for (int i = 0; i < 3; i++) {
            sender.answer(answered(200));
            outbox.acknowledgeAll();
        }
        assertThat(claims).allMatch(claim -> claim.completed);
        assertThat(copies.outside()).isZero();
    }

    @Test
    void aPlaceThatIsFreeIsTaken() {
        limit(1, 1_000);
        take();
        pass(AFTER);
        outbox.acknowledgeAll();
        TestClaim second = take();
        pass(AFTER);
        assertThat(outbox.kept).hasSize(1);

        sender.answer(answered(200));
        outbox.acknowledgeAll();
        pass(Duration.ofMillis(50));
        outbox.acknowledgeAll();
        assertThat(outbox.kept).hasSize(2);
        assertThat(second.completed).isTrue();
    }

    @Test
    void theBodiesOutsideAreBounded() {
        limit(10, 3);
        take();
        take();
        pass(AFTER);

        assertThat(outbox.kept).as("of two bytes each").hasSize(1);
    }

    /** The queue of its lane is not long for long either. */
    @Test
    void nothingOfAnEndpointThatHangsIsInTheWindowAfterTwoSeconds() {
        limit(10, 1_000);
        List<TestClaim> claims = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            claims.add(take());
        }
        pass(AFTER.plusMillis(50));
        outbox.acknowledgeAll();

        assertThat(runner.attempting()).isEqualTo(3);
        assertThat(claims).allMatch(claim -> claim.completed);
        assertThat(outbox.kept).hasSize(3);
    }

    private TestClaim leave() {
        TestClaim claim = take();
        pass(AFTER);
        outbox.acknowledgeAll();
        return claim;
    }

    private String copy() {
        return outbox.kept.getFirst().copy();
    }
}
