package io.postrider.worker.delivery;

import static io.postrider.worker.Fixtures.NOW;
import static io.postrider.worker.Fixtures.aDelivery;
import static io.postrider.worker.Fixtures.aSubscriptionId;
import static io.postrider.worker.Fixtures.anEndpoint;
import static io.postrider.worker.Fixtures.anEvent;
import static io.postrider.worker.Fixtures.holding;
import static io.postrider.worker.Fixtures.switched;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postrider.model.DeadLetterReason;
import io.postrider.model.Delivery;
import io.postrider.model.Delivery.SubscriptionRef;
import io.postrider.model.FailedDelivery;
import io.postrider.model.FormatName;
import io.postrider.model.Outcome;
import io.postrider.model.ParkReason;
import io.postrider.model.Parked;
import io.postrider.model.Progress;
import io.postrider.model.ResponseHeaders;
import io.postrider.model.RetryWait;
import io.postrider.model.SubscriptionId;
import io.postrider.testing.SettableClock;
import io.postrider.worker.endpoint.Endpoint;
import io.postrider.worker.endpoint.Lookup;
import io.postrider.worker.lane.BreakerLimits;
import io.postrider.worker.lane.HealthChange;
import io.postrider.worker.lane.LaneBoard;
import io.postrider.worker.lane.LaneLimits;

import org.junit.jupiter.api.Test;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

class DeliveryRunnerTest {

    private static final Endpoint ENDPOINT =
            anEndpoint(URI.create("https://example.com"), Duration.ofSeconds(1));

    private static final LongAttemptLimits LIMITS =
            new LongAttemptLimits(Duration.ofSeconds(30), 0, 0);

    private final SettableClock clock = SettableClock.at(NOW);
    private final HostBulkhead hosts = new HostBulkhead(1);
    private final HeldSender sender = new HeldSender();
    private final HeldOutbox outbox = new HeldOutbox();
    private final Counts counts = new Counts();
    private final SubscriptionId subscription = aSubscriptionId();
    private Lookup lookup = new Lookup.Known(ENDPOINT);

    private final LaneBoard<DeliveryJob> lanes =
            new LaneBoard<>(
                    new LaneLimits(
                            new LaneLimits.InFlight(1, 1),
                            100_000,
                            Duration.ofSeconds(2),
                            1024 * 1024 * 1024,
                            new BreakerLimits(
                                    Duration.ZERO,
                                    2,
                                    Duration.ofSeconds(5),
                                    Duration.ofMinutes(1))),
                    clock);

    private final DeliveryRunner runner =
            new DeliveryRunner(
                    new DeliveryService(
                            _ -> lookup, hosts, sender, outbox, counts, clock, () -> 0.5),
                    lanes,
                    new AttemptsUnderWay(LIMITS, new SafetyCopies("w", LIMITS, clock), outbox),
                    counts,
                    clock);

    private TestClaim take() {
        TestClaim claim = new TestClaim();
        runner.take(aDelivery(subscription, 0, "{}"), claim);
        return claim;
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
    void isCompleteWhenTheReportIsSafe() {
        TestClaim claim = take();
        assertThat(runner.attempting()).isEqualTo(1);
        sender.answer(answered(200));
        assertThat(claim.completed).isFalse();
        assertThat(runner.isIdle()).isFalse();
        outbox.acknowledgeAll();

        assertThat(claim.completed).isTrue();
        assertThat(runner.isIdle()).isTrue();
        assertThat(outbox.log).containsExactly("report");
    }

    @Test
    void isCompleteOnlyWhenBothReportAndRetryAreSafe() {
        TestClaim claim = take();
        sender.answer(answered(500));
        assertThat(outbox.log).containsExactly("report", "await");
        outbox.acknowledgeLast();
        assertThat(claim.completed).isFalse();
        outbox.acknowledgeAll();

        assertThat(claim.completed).isTrue();
    }

    @Test
    void theNextStartsWhenTheAttemptIsOverAndDoesNotWaitForKafka() {
        take();
        take();
        assertThat(sender.waiting).hasSize(1);
        sender.answer(answered(200));

        assertThat(sender.waiting).hasSize(1);
        assertThat(outbox.log).containsExactly("report");
    }

    @Test
    void whatWasTakenAwayWhileQueuedIsNotSent() {
        take();
        TestClaim lost = take();
        lost.giveUp();
        TestClaim third = take();
        sender.answer(answered(200));
        sender.answer(answered(200));
        outbox.acknowledgeAll();
        clock.advance(Duration.ofSeconds(1));
        runner.tick();

        assertThat(sender.waiting).isEmpty();
        assertThat(lost.completed).isFalse();
        assertThat(third.completed).isTrue();
        assertThat(outbox.log).containsExactly("report", "report");
    }

    /** A worker that stood still, and is in its group all the same, does not get it again. */
    @Test
    void whatComesToItsTurnWhileInDoubtIsSentWhenItIsHeldAgain() {
        take();
        TestClaim doubtful = take();
        doubtful.held = false;
        sender.answer(answered(200));
        runner.tick();
        assertThat(sender.waiting).isEmpty();

        assertIsSentWhenHeldAgain(doubtful);
    }

    @Test
    void whatLeavesItsLaneWhileInDoubtIsNotLost() {
        take();
        TestClaim doubtful = take();
        doubtful.held = false;
        clock.advance(Duration.ofSeconds(3));
        runner.tick();
        sender.answer(answered(200));

        assertIsSentWhenHeldAgain(doubtful);
    }

    private void assertIsSentWhenHeldAgain(TestClaim doubtful) {
        doubtful.held = true;
        clock.advance(Duration.ofSeconds(1));
        runner.tick();
        sender.answer(answered(200));
        outbox.acknowledgeAll();

        assertThat(doubtful.completed).isTrue();
    }

    @Test
    void aFaultWhileInDoubtParksTheDelivery() {
        TestClaim doubtful = take();
        doubtful.held = false;
        sender.fail(new IllegalStateException("a fault of ours"));

        assertThat(counts.parked).containsExactly(ParkReason.FAULT);
        assertThat(doubtful.completed).isFalse();
        outbox.acknowledgeAll();
        assertThat(doubtful.completed).isTrue();
    }

    @Test
    void whatHasWaitedTooLongIsParkedWithoutAnAttempt() {
        take();
        TestClaim stale = take();
        clock.advance(Duration.ofSeconds(3));
        runner.tick();

        assertThat(outbox.log).containsExactly("await");
        outbox.acknowledgeAll();
        assertThat(stale.completed).isTrue();
        assertThat(counts.parked).containsExactly(ParkReason.LANE_FULL);
        assertThat(outbox.awaited.getFirst().progress().attempts()).isZero();
    }

    @Test
    void aLongQueueThatEndsAtOnceDoesNotOverflowTheStack() {
        take();
        List<TestClaim> claims = new ArrayList<>();
        for (int i = 0; i < 50_000; i++) {
            claims.add(take());
        }
        lookup = new Lookup.Deleted();
        sender.answer(answered(200));
        outbox.acknowledgeAll();

        assertThat(claims).allMatch(claim -> claim.completed);
    }

    @Test
    void looksAgainWhenItIsItsTurnAtTheHost() {
        CompletableFuture<String> ofAnother = new CompletableFuture<>();
        var _ = hosts.run(ENDPOINT.url(), new SubscriptionId("wh_another"), () -> ofAnother);
        TestClaim claim = take();
        assertThat(runner.attempting()).isEqualTo(1);

        lookup = new Lookup.Deleted();
        ofAnother.complete("done");
        await().until(() -> runner.attempting() == 0);
        outbox.acknowledgeAll();

        assertThat(claim.completed).isTrue();
        assertThat(outbox.log).containsExactly("report");
        assertThat(hosts.hosts()).isZero();
    }

    @Test
    void aFaultOfOursParksTheDelivery() {
        sender.broken = true;
        TestClaim claim = take();
        outbox.acknowledgeAll();

        assertThat(claim.completed).isTrue();
        assertThat(counts.parked).containsExactly(ParkReason.FAULT);
    }

    private Delivery retry() {
        return aDelivery(subscription, 0, "{}")
                .withProgress(Progress.NEW.retrying(new RetryWait(NOW.minusSeconds(5), NOW)));
    }

    @Test
    void aRetryThatIsThereTwiceIsAttemptedOnce() {
        Delivery retry = retry();
        TestClaim first = new TestClaim();
        TestClaim second = new TestClaim();
        runner.take(retry, first);
        runner.take(retry, second);
        sender.answer(answered(500));
        assertThat(sender.waiting).isEmpty();
        assertThat(second.completed).as("what follows from the first is not safe").isFalse();
        outbox.acknowledgeAll();
        assertThat(first.completed).isTrue();
        assertThat(second.completed).isTrue();

        TestClaim third = new TestClaim();
        runner.take(retry, third);
        assertThat(third.completed).isTrue();
        assertThat(outbox.log).containsExactly("report", "await");
        assertThat(runner.isIdle()).isTrue();
    }

    @Test
    void theNextAttemptAndAReplayAndANewLifeAreNotTheSameRetry() {
        Delivery retry = retry();
        RetryWait wait = new RetryWait(NOW.minusSeconds(5), NOW);
        List<Delivery> others =
                List.of(
                        retry,
                        retry.withProgress(retry.progress().retrying(wait)),
                        retry.withProgress(retry.progress().replayed().retrying(wait)));
        for (Delivery other : others) {
            runner.take(other, new TestClaim());
            sender.answer(answered(200));
        }

        assertThat(outbox.log).containsExactly("report", "report", "report");
    }

    @Test
    void aRetryThatWasParkedWithoutAnAttemptIsAttemptedLater() {
        Delivery retry = retry();
        sender.broken = true;
        runner.take(retry, new TestClaim());
        outbox.acknowledgeAll();
        sender.broken = false;

        runner.take(outbox.awaited.getFirst(), new TestClaim());

        assertThat(sender.waiting).hasSize(1);
    }

    @Test
    void whatWaitsForAFailingEndpointSpendsNoAttempt() {
        failTwice();

        Delivery delivery = aDelivery(subscription, 0, "{}");
        runner.take(delivery, new TestClaim());

        assertThat(sender.waiting).isEmpty();
        assertThat(counts.parked).containsExactly(ParkReason.ENDPOINT_FAILING);
        Progress progress = outbox.awaited.getLast().progress();
        assertThat(progress.attempts()).isZero();
        assertThat(progress.parked()).contains(new Parked(ParkReason.ENDPOINT_FAILING, NOW));
        assertThat(counts.changes).containsExactly(new HealthChange.Failing(Duration.ofSeconds(5)));
    }

    @Test
    void expiresWhenTheEndpointFailedForAsLongAsTheScheduleWouldHaveTaken() {
        failTwice();
        Delivery parked = parkedSince(NOW.minus(ENDPOINT.schedule().rest(0)));
        runner.take(parked, new TestClaim());
        assertThat(outbox.failed).as("the endpoint has failed for a moment only").isEmpty();

        clock.advance(ENDPOINT.schedule().rest(0));
        // a probe fails too
        take();
        sender.answer(answered(500));
        runner.take(parked, new TestClaim());

        FailedDelivery expired = outbox.failed.getFirst();
        assertThat(expired.reason()).isEqualTo(DeadLetterReason.EXPIRED);
        assertThat(expired.detail())
                .startsWith(
                        "no attempt at the endpoint has succeeded for "
                                + ENDPOINT.schedule().rest(0).toMinutes()
                                + " minutes");
    }

    private Delivery parkedSince(Instant since) {
        Delivery delivery = aDelivery(subscription, 0, "{}");
        return delivery.withProgress(
                delivery.progress().parked(ParkReason.ENDPOINT_FAILING, new RetryWait(since, NOW)));
    }

    @Test
    void aParkedDeliveryThatIsNotSentAnyMoreIsNotCountedAsParked() {
        take();
        take();
        clock.advance(Duration.ofSeconds(3));
        runner.tick();
        assertThat(lanes.conditions(clock.instant())).hasSize(1);

        lookup = new Lookup.Deleted();
        runner.take(outbox.awaited.getFirst(), new TestClaim());

        assertThat(lanes.conditions(clock.instant())).isEmpty();
    }

    @Test
    void callsNothingBackForAnEndpointThatIsPausedOrUnknown() {
        SubscriptionRef ref = new SubscriptionRef(subscription, 0);
        assertThat(runner.callBack(ref, 5)).isEqualTo(1);

        lookup = new Lookup.Known(switched(ENDPOINT, true, Optional.of(NOW)));
        assertThat(runner.callBack(ref, 5)).isZero();
        lookup = new Lookup.NotSeenYet(Optional.empty());
        assertThat(runner.callBack(ref, 5)).isZero();
    }

    @Test
    void whatIsDisabledDoesNotWaitForItsEndpoint() {
        failTwice();
        lookup = new Lookup.Known(switched(ENDPOINT, false, Optional.empty()));
        take();

        assertThat(outbox.failed.getFirst().reason()).isEqualTo(DeadLetterReason.DISABLED);
    }

    @Test
    void whatIsPausedWaitsWithoutAnAttempt() {
        lookup = new Lookup.Known(switched(ENDPOINT, true, Optional.of(NOW.minusSeconds(30))));
        TestClaim claim = take();
        outbox.acknowledgeAll();

        assertThat(claim.completed).isTrue();
        assertThat(sender.waiting).isEmpty();
        assertThat(outbox.log).containsExactly("await");
        assertThat(counts.parked).containsExactly(ParkReason.PAUSED);
        Progress progress = outbox.awaited.getFirst().progress();
        assertThat(progress.attempts()).isZero();
        assertThat(progress.pause()).contains(new RetryWait(NOW, NOW.plusSeconds(30)));
    }

    @Test
    void whatWaitsInItsLaneWhenItIsPausedIsHeldToo() {
        take();
        take();
        lookup = new Lookup.Known(switched(ENDPOINT, true, Optional.of(NOW)));
        sender.answer(answered(200));

        assertThat(outbox.log).containsExactly("report", "await");
        assertThat(counts.parked).containsExactly(ParkReason.PAUSED);
        assertThat(sender.waiting).isEmpty();
    }

    @Test
    void howLongItWasHeldSaysNothingOfItsEndpoint() {
        Delivery held =
                aDelivery(subscription, 0, "{}")
                        .withProgress(
                                Progress.NEW.parked(
                                        ParkReason.PAUSED,
                                        new RetryWait(NOW.minusSeconds(240), NOW)));
        failTwice();

        runner.take(held, new TestClaim());
        runner.take(held, new TestClaim());

        assertThat(outbox.awaited.getLast().progress().pause().orElseThrow().total())
                .isLessThan(Duration.ofSeconds(30));
    }

    @Test
    void whatIsPausedAndDisabledIsNotHeld() {
        lookup = new Lookup.Known(switched(ENDPOINT, false, Optional.of(NOW)));
        take();

        assertThat(outbox.failed.getFirst().reason()).isEqualTo(DeadLetterReason.DISABLED);
    }

    private void failTwice() {
        for (int i = 0; i < 2; i++) {
            take();
            sender.answer(answered(500));
        }
    }

    @Test
    void waitsForARepairOfItsSecretsForADay() {
        lookup = new Lookup.Unusable("the secret was sealed with key 'k9'");
        Delivery delivery = aDelivery(subscription, 0, "{}");
        // however old it is
        clock.set(delivery.createdAt().plus(Duration.ofDays(7)));
        runner.take(delivery, new TestClaim());
        clock.advance(Duration.ofHours(23));
        runner.take(outbox.awaited.getLast(), new TestClaim());
        assertThat(outbox.log).containsExactly("await", "await");
        clock.advance(Duration.ofHours(2));
        runner.take(outbox.awaited.getLast(), new TestClaim());

        FailedDelivery failed = outbox.failed.getFirst();
        assertThat(failed.reason()).isEqualTo(DeadLetterReason.INVALID);
        assertThat(failed.detail())
                .isEqualTo(
                        "no POST can be made for the webhook: the secret was sealed with key"
                                + " 'k9'");
    }

    @Test
    void aSnapshotThatDoesNotComeIsWaitedForForADay() {
        lookup = new Lookup.NotSeenYet(Optional.empty());
        runner.take(aDelivery(subscription, 7, "{}"), new TestClaim());
        clock.advance(Duration.ofHours(23));
        runner.take(outbox.awaited.getLast(), new TestClaim());
        assertThat(outbox.log).containsExactly("await", "await");
        assertThat(counts.parked).containsOnly(ParkReason.SUBSCRIPTION_NOT_SEEN);
        clock.advance(Duration.ofHours(2));
        runner.take(outbox.awaited.getLast(), new TestClaim());

        FailedDelivery failed = outbox.failed.getFirst();
        assertThat(failed.reason()).isEqualTo(DeadLetterReason.INVALID);
        assertThat(failed.detail())
                .isEqualTo(
                        "the webhook is not known to the worker: its snapshot at offset 7 of the"
                                + " topic of subscriptions has not come for a day");
    }

    /** As after the topic of subscriptions was made anew. */
    @Test
    void aSnapshotThatDoesNotComeIsGivenUpWhereAnEarlierOneIsKnown() {
        lookup = new Lookup.NotSeenYet(Optional.of(new Lookup.Known(ENDPOINT)));
        runner.take(aDelivery(subscription, 7, "{}"), new TestClaim());
        clock.advance(Duration.ofMinutes(9));
        runner.take(outbox.awaited.getLast(), new TestClaim());
        assertThat(sender.waiting).isEmpty();
        clock.advance(Duration.ofMinutes(2));
        runner.take(outbox.awaited.getLast(), new TestClaim());

        assertThat(sender.waiting).hasSize(1);
    }

    @Test
    void aDeliveryWithoutABodyIsNotSentAndWaitsForARepairOfItsFormat() {
        Delivery delivery =
                holding(
                        anEvent("{}"),
                        new SubscriptionRef(subscription, 0, new FormatName("unheard-of")));
        runner.take(delivery, new TestClaim());
        assertThat(sender.waiting).isEmpty();
        assertThat(counts.parked).containsExactly(ParkReason.SUBSCRIPTION_UNUSABLE);
        assertThat(outbox.awaited.getFirst().rendered()).isFalse();
        clock.advance(Duration.ofHours(25));
        runner.take(outbox.awaited.getFirst(), new TestClaim());

        FailedDelivery failed = outbox.failed.getFirst();
        assertThat(failed.reason()).isEqualTo(DeadLetterReason.INVALID);
        assertThat(failed.detail()).contains("no body in the format 'unheard-of'");
        assertThat(failed.delivery().body()).as("to be replayed").isEqualTo(delivery.body());
        assertThat(failed.delivery().rendered()).isFalse();
    }
}
