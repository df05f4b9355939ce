package io.postrider.benchmarks;

import io.postrider.benchmarks.load.Backlog;
import io.postrider.benchmarks.load.DirectClient;
import io.postrider.benchmarks.load.EventProducer;
import io.postrider.benchmarks.load.LoadThread;
import io.postrider.benchmarks.load.LoadThread.EventTypes;
import io.postrider.benchmarks.load.Pacing;
import io.postrider.benchmarks.receiver.Receiver;
import io.postrider.benchmarks.receiver.Tally;
import io.postrider.benchmarks.report.Result;
import io.postrider.benchmarks.system.Standalone;
import io.postrider.benchmarks.system.UsageMeter;
import io.postrider.benchmarks.system.Wait;

import java.time.Duration;

/** Runs a load on a system started for it, and the direct client after it. */
final class PipelineLoad implements AutoCloseable {

    private static final long MOST_UNDER_WAY = 20_000;
    private static final Duration WARM_UP = Duration.ofSeconds(45);
    private static final Duration PACED_WARM_UP = Duration.ofSeconds(5);
    private static final Duration DIRECT = Duration.ofSeconds(10);
    private static final Duration LOOK = Duration.ofMillis(1);
    private static final int BATCHING_MILLIS = 5;
    private static final int PROMPT_MILLIS = 0;

    private final Session session;
    private final Load load;
    private final Receiver receiver = Receiver.start();
    private final Standalone system;
    private final EventTypes types;
    private final Tally tally;

    private PipelineLoad(Session session, Load load) throws InterruptedException {
        this.session = session;
        this.load = load;
        this.types = new EventTypes("bench.g", load.spread());
        this.tally = new Tally(load.spread());
        session.progress().step(load.name(), "starting the system");
        this.system = Standalone.start(session.launcher(), session.profile());
    }

    static Result run(Session session, Load load) throws InterruptedException {
        try (PipelineLoad run = new PipelineLoad(session, load);
                UsageMeter meter = run.system.meter();
                Watch watch = new Watch(run.system, run.tally, meter)) {
            run.sendAll(watch);
            watch.awaitHistory();
            session.progress().step(load.name(), "measuring the direct client");
            return watch.result(load, run.direct());
        }
    }

    private void sendAll(Watch watch) throws InterruptedException {
        try (EventProducer producer = producer(BATCHING_MILLIS)) {
            session.progress().step(load.name(), "creating webhooks");
            Stage.prepare(system, receiver, types, producer);
            receiver.countIn(tally);
            session.progress().step(load.name(), "warming up");
            if (load.rate().isPresent()) {
                long sent = warmUpAndStop(producer);
                watch.drain(sent * load.spread().fanOut());
                watch.awaitHistory();
                paced(sent, watch);
            } else {
                flatOut(producer, watch);
            }
        }
    }

    private EventProducer producer(int lingerMillis) {
        return new EventProducer(system.bootstrapServers(), lingerMillis);
    }

    private LoadThread flood(EventProducer producer) {
        int fanOut = load.spread().fanOut();
        long most = Math.max(MOST_UNDER_WAY, 4L * fanOut);
        return LoadThread.start(producer, receiver, types, 0, new Backlog(tally, fanOut, most, 0));
    }

    private void flatOut(EventProducer producer, Watch watch) throws InterruptedException {
        LoadThread flood = flood(producer);
        try (flood) {
            warmUp(flood);
            session.progress().step(load.name(), "measuring");
            tally.measureFrom(flood.next());
            watch.begin();
            await(flood, watch.begunAt().deliveries() + load.deliveries(), Duration.ofHours(1));
            watch.end();
            tally.measureTo(flood.next());
        }
        watch.drain(flood.next() * load.spread().fanOut());
    }

    private void warmUp(LoadThread flood) throws InterruptedException {
        await(flood, load.deliveries(), WARM_UP);
    }

    private long warmUpAndStop(EventProducer producer) throws InterruptedException {
        LoadThread flood = flood(producer);
        try (flood) {
            warmUp(flood);
        }
        return flood.next();
    }

    private void paced(long first, Watch watch) throws InterruptedException {
        int rate = load.rate().orElseThrow();
        long unmeasured = Math.min(load.events(), rate * PACED_WARM_UP.toSeconds());
        long measuredFrom = first + unmeasured;
        long measuredTo = measuredFrom + load.events();
        tally.measureFrom(measuredFrom);
        tally.measureTo(measuredTo);
        try (EventProducer producer = producer(PROMPT_MILLIS)) {
            Pacing pacing = new Pacing(receiver.nanos(), rate);
            LoadThread paced = LoadThread.start(producer, receiver, types, first, pacing);
            try (paced) {
                awaitSent(paced, measuredFrom);
                session.progress().step(load.name(), "measuring");
                watch.begin();
                awaitSent(paced, measuredTo);
                watch.end();
            }
            watch.drain(paced.next() * load.spread().fanOut());
        }
    }

    private void await(LoadThread sending, long deliveries, Duration longest)
            throws InterruptedException {
        var _ =
                Wait.until(
                        () -> {
                            var _ = sending.next();
                            session.progress().at(tally);
                            return tally.distinct() >= deliveries;
                        },
                        LOOK,
                        longest);
    }

    private void awaitSent(LoadThread sending, long sequence) throws InterruptedException {
        var _ =
                Wait.until(
                        () -> {
                            session.progress().at(tally);
                            return sending.next() >= sequence;
                        },
                        LOOK,
                        Duration.ofHours(1));
    }

    private double direct() throws InterruptedException {
        receiver.countIn(new Tally(load.spread()));
        try (DirectClient client = new DirectClient(receiver, load.spread().endpoints())) {
            return client.perSecond(DIRECT, Math.max(load.deliveries(), 2_000) * 2);
        }
    }

    @Override
    public void close() {
        system.close();
        receiver.close();
    }
}
