package io.postrider.benchmarks.load;

import io.postrider.benchmarks.receiver.EventMark;
import io.postrider.benchmarks.receiver.Receiver;
import io.postrider.benchmarks.receiver.Receiver.Behaviour;
import io.postrider.benchmarks.system.BenchFailedException;
import io.postrider.benchmarks.system.Wait;
import io.postrider.model.Delivery;
import io.postrider.model.Delivery.EventRef;
import io.postrider.model.Delivery.SubscriptionRef;
import io.postrider.model.DeliveryId;
import io.postrider.model.Event;
import io.postrider.model.EventId;
import io.postrider.model.EventType;
import io.postrider.model.FormatName;
import io.postrider.model.Outcome;
import io.postrider.model.Payload;
import io.postrider.model.Progress;
import io.postrider.model.RecordPosition;
import io.postrider.model.SubscriptionId;
import io.postrider.model.TenantId;
import io.postrider.model.access.EndpointAccess;
import io.postrider.model.egress.EgressPolicy;
import io.postrider.model.egress.Network;
import io.postrider.model.format.FormatCatalog;
import io.postrider.model.format.RetryOn;
import io.postrider.model.retry.RetrySchedule;
import io.postrider.model.signature.HmacSha256;
import io.postrider.model.wire.StandardBody;
import io.postrider.worker.delivery.Exchange;
import io.postrider.worker.delivery.Sender;
import io.postrider.worker.endpoint.Endpoint;
import io.postrider.worker.endpoint.PostShape;
import io.postrider.worker.http.HttpSettings;
import io.postrider.worker.http.ReactorNettySender;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The same POSTs with nothing in between: the delivery worker's own HTTP client signs and sends
 * them from this process, each as soon as an earlier one is answered.
 */
public final class DirectClient implements AutoCloseable {

    private static final int IN_FLIGHT = 256;
    private static final int CONNECTIONS = 1000;
    private static final Duration LOOK = Duration.ofMillis(1);
    private static final Duration FOREVER = Duration.ofHours(1);

    private final Clock clock = Clock.systemUTC();
    private final List<Sender.Request> requests = new ArrayList<>();
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final Phaser inFlight = new Phaser(1);
    private final ReactorNettySender sender;
    private volatile boolean stopped;

    public DirectClient(Receiver receiver, int endpoints) {
        sender =
                new ReactorNettySender(
                        new HttpSettings(
                                "Postrider/benchmark",
                                Duration.ofSeconds(5),
                                CONNECTIONS,
                                Duration.ofSeconds(4),
                                List.of(),
                                EgressPolicy.PUBLIC.allowing(Network.parse("127.0.0.0/8")),
                                Optional.empty()),
                        clock,
                        () -> UUID.randomUUID().toString());
        Payloads payloads = new Payloads();
        for (int i = 0; i < endpoints; i++) {
            requests.add(request(receiver, i, payloads));
        }
    }

    private Sender.Request request(Receiver receiver, int number, Payloads payloads) {
        EventId event = new EventId(EventMark.id(receiver.nanos(), number));
        SubscriptionId subscription = new SubscriptionId("wh_direct" + number);
        Payload body =
                StandardBody.render(
                        new Event(
                                event,
                                Optional.empty(),
                                new EventType("bench.direct"),
                                TenantId.DEFAULT,
                                clock.instant(),
                                Payload.of(payloads.of(number))));
        Endpoint endpoint =
                new Endpoint(
                        subscription,
                        receiver.url(Behaviour.OK, number),
                        true,
                        Optional.empty(),
                        PostShape.of(
                                FormatCatalog.shipped().get(FormatName.STANDARD),
                                List.of(HmacSha256.ofKey(new byte[32]).secretText()),
                                List.of()),
                        EndpointAccess.NONE,
                        RetrySchedule.STANDARD,
                        RetryOn.ANY,
                        Duration.ofSeconds(10),
                        Optional.empty());
        Delivery delivery =
                new Delivery(
                        DeliveryId.of(Optional.empty(), event, subscription),
                        new EventRef(
                                event,
                                new EventType("bench.direct"),
                                TenantId.DEFAULT,
                                new RecordPosition(0, number)),
                        new SubscriptionRef(subscription, 0),
                        clock.instant(),
                        Progress.NEW,
                        body);
        return new Sender.Request(delivery, endpoint, clock.instant());
    }

    /**
     * Sends for a while and says how many were answered in a second. Each part ends with its time
     * or its number of requests, whichever comes first.
     *
     * @throws BenchFailedException when a POST fails
     */
    public double perSecond(Duration longestPart, long most) throws InterruptedException {
        for (int i = 0; i < IN_FLIGHT; i++) {
            inFlight.register();
            next();
        }
        await(longestPart, most);
        long start = System.nanoTime();
        long before = answered.get();
        await(longestPart, before + most);
        double perSecond = (answered.get() - before) / ((System.nanoTime() - start) / 1e9);
        stopped = true;
        inFlight.awaitAdvance(inFlight.arriveAndDeregister());
        if (failed.get() > 0) {
            throw new BenchFailedException(failed.get() + " POSTs of the direct client failed");
        }
        return perSecond;
    }

    private void await(Duration longest, long count) throws InterruptedException {
        long end = System.nanoTime() + longest.toNanos();
        var _ =
                Wait.until(
                        () -> answered.get() >= count || System.nanoTime() >= end, LOOK, FOREVER);
    }

    private void next() {
        if (stopped) {
            inFlight.arriveAndDeregister();
            return;
        }
        Sender.Request template = requests.get((int) (sent.getAndIncrement() % requests.size()));
        Instant now = clock.instant();
        var request = new Sender.Request(template.delivery(), template.endpoint(), now);
        var _ = sender.send(request).thenAccept(this::answered);
    }

    private void answered(Exchange exchange) {
        if (exchange.outcome() instanceof Outcome.Acknowledged) {
            answered.incrementAndGet();
        } else {
            failed.incrementAndGet();
            stopped = true;
        }
        next();
    }

    @Override
    public void close() {
        sender.close();
    }
}
