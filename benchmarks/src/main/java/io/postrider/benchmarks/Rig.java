package io.postrider.benchmarks;

import io.postrider.benchmarks.load.Backlog;
import io.postrider.benchmarks.load.EventProducer;
import io.postrider.benchmarks.load.Events;
import io.postrider.benchmarks.load.LoadThread;
import io.postrider.benchmarks.receiver.Receiver;
import io.postrider.benchmarks.receiver.Tally;
import io.postrider.benchmarks.system.AdminApi;
import io.postrider.benchmarks.system.Standalone;
import io.postrider.benchmarks.system.Wait;

import java.time.Duration;

/** A system started for one scenario, with a receiver beside it. */
final class Rig implements AutoCloseable {

    /** How long the virtual machines are warmed up, unless the load is short. */
    static final Duration WARM_UP = Duration.ofMinutes(3);

    /** So many times a load at a rate, which is small, is sent flat out before it. */
    static final int PACED_WARM_UPS = 20;

    private static final long MOST_UNDER_WAY = 5_000;
    private static final Duration LOOK = Duration.ofMillis(1);
    private static final Duration FOREVER = Duration.ofHours(2);
    private static final int BATCHING_MILLIS = 5;
    private static final int PROMPT_MILLIS = 0;

    private final String scenario;
    private final Progress progress;
    private final Receiver receiver = Receiver.start();
    private final Standalone system;

    private Rig(Session session, String scenario) throws InterruptedException {
        this.scenario = scenario;
        this.progress = session.progress();
        step("starting the system");
        this.system = Standalone.start(session.launcher(), session.profile());
    }

    static Rig start(Session session, String scenario) throws InterruptedException {
        return new Rig(session, scenario);
    }

    Receiver receiver() {
        return receiver;
    }

    Standalone system() {
        return system;
    }

    void step(String what) {
        progress.step(scenario, what);
    }

    /** A producer as one for throughput is set up. */
    EventProducer batchingProducer() {
        return new EventProducer(system.bootstrapServers(), BATCHING_MILLIS);
    }

    /** A producer as one for latency is set up. */
    EventProducer promptProducer() {
        return new EventProducer(system.bootstrapServers(), PROMPT_MILLIS);
    }

    void create(Endpoints endpoints, EventProducer producer) throws InterruptedException {
        step("creating webhooks");
        try (AdminApi api = system.api()) {
            endpoints.create(api, receiver, producer);
        }
    }

    /** Begins to send as fast as the pipeline takes it. */
    LoadThread flood(EventProducer producer, Events events, Tally tally, int fanOut) {
        long most = Math.max(MOST_UNDER_WAY, 4L * fanOut);
        return LoadThread.start(producer, receiver, events, 0, new Backlog(tally, fanOut, most));
    }

    /** Waits until so many deliveries have arrived. */
    void awaitArrived(LoadThread sending, Tally tally, long deliveries)
            throws InterruptedException {
        awaitArrived(sending, tally, deliveries, FOREVER);
    }

    void awaitArrived(LoadThread sending, Tally tally, long deliveries, Duration longest)
            throws InterruptedException {
        var _ =
                Wait.until(
                        () -> {
                            var _ = sending.next();
                            progress.at(tally);
                            return tally.distinct() >= deliveries;
                        },
                        LOOK,
                        longest);
    }

    /** Waits until all events before the sequence are sent. */
    void awaitSent(LoadThread sending, Tally tally, long sequence) throws InterruptedException {
        var _ =
                Wait.until(
                        () -> {
                            progress.at(tally);
                            return sending.next() >= sequence;
                        },
                        LOOK,
                        FOREVER);
    }

    @Override
    public void close() {
        system.close();
        receiver.close();
    }
}
