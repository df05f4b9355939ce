package io.postrider.benchmarks;

import io.postrider.benchmarks.load.DirectClient;
import io.postrider.benchmarks.load.EventProducer;
import io.postrider.benchmarks.load.Events;
import io.postrider.benchmarks.load.LoadThread;
import io.postrider.benchmarks.load.Pacing;
import io.postrider.benchmarks.load.Payloads;
import io.postrider.benchmarks.receiver.Tally;
import io.postrider.benchmarks.report.Result;
import io.postrider.benchmarks.system.UsageMeter;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/** Runs a load, and the direct client after it. */
final class PipelineLoad {

    private static final Duration PACED_WARM_UP = Duration.ofSeconds(20);

    /** So many times the load that is measured: the compiler of the JVM needs that long. */
    private static final int FLAT_OUT_WARM_UPS = 4;

    private static final Duration DIRECT = Duration.ofSeconds(10);
    private static final long LEAST_DIRECT = 4_000;

    private final Load load;
    private final Rig rig;
    private final Events.ByGroup events;
    private final Tally tally;
    private final Watch watch;

    private PipelineLoad(Load load, Rig rig, Tally tally, Watch watch) {
        this.load = load;
        this.rig = rig;
        this.events = new Events.ByGroup("bench.g", load.spread(), new Payloads());
        this.tally = tally;
        this.watch = watch;
    }

    static Result run(Session session, Load load) throws InterruptedException {
        Tally tally = new Tally(load.spread());
        try (Rig rig = Rig.start(session, load.name());
                UsageMeter meter = rig.system().meter();
                Watch watch = new Watch(rig, tally, meter)) {
            PipelineLoad run = new PipelineLoad(load, rig, tally, watch);
            run.sendAll();
            watch.awaitHistory();
            return run.result();
        }
    }

    private void sendAll() throws InterruptedException {
        try (EventProducer producer = rig.batchingProducer()) {
            rig.create(Endpoints.healthy(rig.receiver(), events), producer);
            rig.receiver().countIn(tally);
            rig.step("warming up");
            if (load.rate().isPresent()) {
                long sent = warmUpAndStop(producer);
                watch.drain(sent * load.spread().fanOut());
                watch.awaitHistory();
                paced(sent, load.rate().getAsInt());
            } else {
                flatOut(producer);
            }
        }
    }

    private LoadThread flood(EventProducer producer) {
        return rig.flood(producer, events, tally, load.spread().fanOut());
    }

    private void flatOut(EventProducer producer) throws InterruptedException {
        LoadThread flood = flood(producer);
        try (flood) {
            rig.awaitArrived(flood, tally, FLAT_OUT_WARM_UPS * load.deliveries(), Rig.WARM_UP);
            rig.step("measuring");
            tally.measureFrom(flood.next());
            watch.begin();
            rig.awaitArrived(flood, tally, watch.begunAt().deliveries() + load.deliveries());
            watch.end();
            tally.measureTo(flood.next());
        }
        watch.drain(flood.next() * load.spread().fanOut());
    }

    private long warmUpAndStop(EventProducer producer) throws InterruptedException {
        LoadThread flood = flood(producer);
        try (flood) {
            rig.awaitArrived(flood, tally, Rig.PACED_WARM_UPS * load.deliveries(), Rig.WARM_UP);
        }
        return flood.next();
    }

    private void paced(long first, int rate) throws InterruptedException {
        long unmeasured = Math.min(load.events(), rate * PACED_WARM_UP.toSeconds());
        long measuredFrom = first + unmeasured;
        long measuredTo = measuredFrom + load.events();
        tally.measureFrom(measuredFrom);
        tally.measureTo(measuredTo);
        try (EventProducer producer = rig.promptProducer()) {
            Pacing pacing = new Pacing(rig.receiver().nanos(), rate);
            LoadThread paced = LoadThread.start(producer, rig.receiver(), events, first, pacing);
            try (paced) {
                rig.awaitSent(paced, tally, measuredFrom);
                rig.step("measuring");
                watch.begin();
                rig.awaitSent(paced, tally, measuredTo);
                watch.end();
            }
            watch.drain(paced.next() * load.spread().fanOut());
        }
    }

    private Result result() throws InterruptedException {
        double direct = direct();
        Map<String, Number> more = new LinkedHashMap<>();
        more.put("endpoints", load.spread().endpoints());
        more.put("fan_out", load.spread().fanOut());
        load.rate().ifPresent(rate -> more.put("events_per_s_wanted", rate));
        more.put("direct_per_s", direct);
        OptionalDouble ratio =
                load.rate().isPresent()
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(watch.perSecond() / direct);
        return watch.result(load.name(), ratio, more);
    }

    private double direct() throws InterruptedException {
        rig.step("measuring the direct client");
        rig.receiver().countIn(new Tally(load.spread()));
        try (DirectClient client = new DirectClient(rig.receiver(), load.spread().endpoints())) {
            return client.perSecond(DIRECT, Math.max(load.deliveries() * 2, LEAST_DIRECT));
        }
    }
}
