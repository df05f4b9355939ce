package io.postrider.benchmarks;

import io.postrider.benchmarks.load.EventProducer;
import io.postrider.benchmarks.load.Events;
import io.postrider.benchmarks.load.LoadThread;
import io.postrider.benchmarks.load.Pacing;
import io.postrider.benchmarks.load.Payloads;
import io.postrider.benchmarks.receiver.Receiver.Behaviour;
import io.postrider.benchmarks.receiver.Spread;
import io.postrider.benchmarks.receiver.Tally;
import io.postrider.benchmarks.report.Result;
import io.postrider.benchmarks.system.UsageMeter;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Runs the other endpoints alone and then beside the hot one, and compares. */
final class HotEndpointRun {

    private static final Duration SETTLE = Duration.ofSeconds(5);
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Spread ONE = new Spread(1, 1);
    private static final double NANOS_PER_SECOND = 1e9;

    private final HotEndpoint scenario;
    private final Rig rig;
    private final UsageMeter meter;
    private final Payloads payloads = new Payloads();

    private HotEndpointRun(HotEndpoint scenario, Rig rig, UsageMeter meter) {
        this.scenario = scenario;
        this.rig = rig;
        this.meter = meter;
    }

    static Result run(Session session, HotEndpoint scenario) throws InterruptedException {
        try (Rig rig = Rig.start(session, scenario.name());
                UsageMeter meter = rig.system().meter()) {
            return new HotEndpointRun(scenario, rig, meter).run();
        }
    }

    private Result run() throws InterruptedException {
        Events.ByGroup others = new Events.ByGroup("others.g", scenario.spread(), payloads);
        Events.ByGroup hot = new Events.ByGroup("hot.g", ONE, payloads);
        try (EventProducer producer = rig.promptProducer();
                EventProducer hotProducer = rig.batchingProducer()) {
            rig.create(Endpoints.healthy(rig.receiver(), others), producer);
            rig.create(hanging(hot), producer);
            PacedMeasurement measurement =
                    new PacedMeasurement(
                            rig,
                            producer,
                            meter,
                            scenario.spread(),
                            scenario.rate(),
                            scenario.events());
            measurement.warmUp(others);
            try (Watch alone = watch();
                    Watch beside = watch()) {
                rig.step("measuring without the hot endpoint");
                measurement.run(alone, others, SETTLE, sent -> sent);
                rig.step("measuring from the moment when it hangs");
                long start = rig.receiver().nanos();
                Pacing pacing = new Pacing(start, scenario.hotRate());
                LoadThread load = LoadThread.start(hotProducer, rig.receiver(), hot, 0, pacing);
                try (load) {
                    measurement.run(beside, others, Duration.ZERO, sent -> sent);
                }
                return compare(alone, beside, perSecond(load, start));
            }
        }
    }

    private double perSecond(LoadThread load, long start) {
        return load.next() / ((rig.receiver().nanos() - start) / NANOS_PER_SECOND);
    }

    private Watch watch() {
        return new Watch(rig, new Tally(scenario.spread()), meter);
    }

    private Endpoints hanging(Events.ByGroup events) {
        return new Endpoints(
                events,
                endpoint -> rig.receiver().url(Behaviour.HANG, endpoint),
                0,
                Map.of("timeout_ms", TIMEOUT.toMillis()));
    }

    private Result compare(Watch alone, Watch beside, double hotPerSecond) {
        Map<String, Number> more = new LinkedHashMap<>();
        more.put("endpoints", scenario.spread().endpoints());
        more.put("events_per_s_wanted", scenario.rate());
        more.put("hot_events_per_s_wanted", scenario.hotRate());
        more.put("hot_events_per_s", hotPerSecond);
        more.put("alone_deliveries_per_s", alone.perSecond());
        more.put("alone_p50_ms", alone.latency().p50());
        more.put("alone_p99_ms", alone.latency().p99());
        more.put("throughput_ratio", beside.perSecond() / alone.perSecond());
        more.put("p50_ratio", beside.latency().p50() / alone.latency().p50());
        more.put("p99_ratio", beside.latency().p99() / alone.latency().p99());
        more.put("unanswered_posts", rig.receiver().unanswered());
        return beside.result(scenario.name(), more);
    }
}
