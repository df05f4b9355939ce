package io.postrider.subscription.testdelivery;

import io.postrider.model.DeliveryId;
import io.postrider.model.Event;
import io.postrider.model.EventId;
import io.postrider.model.Payload;
import io.postrider.model.SubscriptionId;
import io.postrider.subscription.access.Caller;
import io.postrider.subscription.access.Reach;
import io.postrider.subscription.history.DeliveryArchive;
import io.postrider.subscription.history.DeliverySummary;
import io.postrider.subscription.identity.TimeOrderedIds;
import io.postrider.subscription.quota.Quota;
import io.postrider.subscription.quota.UnderWay;
import io.postrider.subscription.refusal.Refusal;
import io.postrider.subscription.refusal.RefusedException;
import io.postrider.subscription.testdelivery.TestEvent.Receiver;
import io.postrider.subscription.webhook.Subscription;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Sends test events to one subscription and waits for what comes of them. */
public final class TestDeliveries {

    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    private final DirectEvents events;
    private final DeliveryArchive archive;
    private final EventSamples samples;
    private final TimeOrderedIds ids;
    private final InstantSource clock;
    private final Limits limits;
    private final Pause pause;
    private final UnderWay underWay;

    /**
     * What a test may take.
     *
     * @param timeout of the wait for the result
     * @param dataBytes of the data
     */
    public record Limits(Duration timeout, int dataBytes) {}

    /** Lets time pass. */
    @FunctionalInterface
    public interface Pause {

        void take(Duration time);
    }

    /** Where samples and ids come from. */
    public record Sources(EventSamples samples, TimeOrderedIds ids, InstantSource clock) {}

    public TestDeliveries(
            DirectEvents events,
            DeliveryArchive archive,
            Sources sources,
            Limits limits,
            Pause pause,
            UnderWay underWay) {
        this.events = events;
        this.archive = archive;
        this.samples = sources.samples();
        this.ids = sources.ids();
        this.clock = sources.clock();
        this.limits = limits;
        this.pause = pause;
        this.underWay = underWay;
    }

    /**
     * Sends the event and returns after its first attempt, or when the wait is over.
     *
     * @throws RefusedException when as many tests are under way as the tenant's quota allows
     */
    public TestResult send(Caller caller, SubscriptionId id, TestEvent test) {
        test.data().ifPresent(this::checkSize);
        try (UnderWay.Place _ = underWay.enter(caller.reach().tenant(), Quota.TESTS)) {
            return sendAndAwait(caller, id, test);
        }
    }

    private TestResult sendAndAwait(Caller caller, SubscriptionId id, TestEvent test) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Event event =
                events.send(
                        caller,
                        id,
                        subscription -> {
                            requireOpen(subscription);
                            EventId fresh = new EventId("evt_test_" + ids.next());
                            return test.event(Receiver.of(subscription), fresh, samples, now);
                        });
        return await(
                Reach.of(event.tenant()), event, DeliveryId.of(event.source(), event.id(), id));
    }

    private void checkSize(Payload data) {
        if (data.length() > limits.dataBytes()) {
            throw new RefusedException(
                    new Refusal.TooLarge(
                            "The data may have at most %d bytes, not %d"
                                    .formatted(limits.dataBytes(), data.length())));
        }
    }

    private static void requireOpen(Subscription subscription) {
        if (!subscription.activity().active()) {
            throw RefusedException.conflict(
                    "Webhook %s is disabled; enable it first".formatted(subscription.id()));
        }
        if (subscription.activity().pausedAt().isPresent()) {
            throw RefusedException.conflict(
                    "Webhook %s is paused; resume it first".formatted(subscription.id()));
        }
    }

    private TestResult await(Reach reach, Event event, DeliveryId id) {
        Instant end = clock.instant().plus(limits.timeout());
        TestResult result = look(reach, event, id);
        while (!result.isOver() && clock.instant().isBefore(end)) {
            pause.take(LOOK_EVERY);
            result = look(reach, event, id);
        }
        return result;
    }

    private TestResult look(Reach reach, Event event, DeliveryId id) {
        Optional<DeliverySummary> known = archive.find(reach, id);
        return new TestResult(
                event,
                id,
                known,
                known.filter(delivery -> delivery.standing().attempts() > 0)
                        .flatMap(_ -> archive.attempts(reach, id).stream().findFirst()));
    }
}
