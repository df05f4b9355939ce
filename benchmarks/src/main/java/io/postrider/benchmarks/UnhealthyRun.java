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
import io.postrider.benchmarks.system.FreePorts;
import io.postrider.benchmarks.system.UsageMeter;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Runs the healthy endpoints alone and then among bad ones, and compares. */
final class UnhealthyRun {

    private static final Duration SETTLE = Duration.ofSeconds(5);
    private static final Spread ONE = new Spread(1, 1);

    private final Unhealthy scenario;
    private final Rig rig;
    private final UsageMeter meter;
    private final Payloads payloads = new Payloads();

    private UnhealthyRun(Unhealthy scenario, Rig rig, UsageMeter meter) {
        this.scenario = scenario;
        this.rig = rig;
        this.meter = meter;
    }

    static Result run(Session session, Unhealthy scenario) throws InterruptedException {
        try (Rig rig = Rig.start(session, scenario.name());
                UsageMeter meter = rig.system().meter()) {
            return new UnhealthyRun(scenario, rig, meter).run();
        }
    }

    private Result run() throws InterruptedException {
        Events.ByGroup healthy = new Events.ByGroup("healthy.g", scenario.spread(), payloads);
        Events.ByGroup mixed = new Events.ByGroup("mixed.g", scenario.spread(), payloads);
        Events.ByGroup dead = new Events.ByGroup("dead.g", ONE, payloads);
        try (EventProducer producer = rig.promptProducer()) {
            rig.create(Endpoints.healthy(rig.receiver(), healthy), producer);
            rig.create(mixed(mixed), producer);
            rig.create(dead(dead), producer);
            PacedMeasurement measurement =
                    new PacedMeasurement(
                            rig,
                            producer,
                            meter,
                            scenario.spread(),
                            scenario.rate(),
                            scenario.events());
            measurement.warmUp(healthy);
            try (Watch alone = watch();
                    Watch onset = watch();
                    Watch among = watch()) {
                rig.step("measuring, all healthy");
                measurement.run(alone, healthy, SETTLE, scenario::healthyOf);
                rig.step("measuring as some begin to hang, some to refuse, one dies");
                Pacing pacing = new Pacing(rig.receiver().nanos(), scenario.rate());
                try (LoadThread _ = LoadThread.start(producer, rig.receiver(), dead, 0, pacing)) {
                    measurement.run(onset, mixed, Duration.ZERO, scenario::healthyOf);
                    rig.step("measuring while they go on");
                    measurement.run(among, mixed, SETTLE, scenario::healthyOf);
                }
                return compare(alone, onset, among);
            }
        }
    }

    private Watch watch() {
        return new Watch(rig, new Tally(scenario.spread(), scenario.healthy()), meter);
    }

    private Endpoints mixed(Events.ByGroup events) {
        URI nobody = URI.create("http://127.0.0.1:%d/".formatted(FreePorts.next()));
        int refusingFrom = scenario.healthy() + scenario.hanging();
        return new Endpoints(
                events,
                endpoint -> {
                    if (endpoint >= refusingFrom) {
                        return nobody.resolve("/refuse/" + endpoint);
                    }
                    return rig.receiver()
                            .url(
                                    endpoint < scenario.healthy() ? Behaviour.OK : Behaviour.HANG,
                                    endpoint);
                },
                scenario.healthy(),
                Map.of());
    }

    private Endpoints dead(Events.ByGroup events) {
        return new Endpoints(
                events, endpoint -> rig.receiver().url(Behaviour.HANG, endpoint), 0, Map.of());
    }

    private Result compare(Watch alone, Watch onset, Watch among) {
        Map<String, Number> more = new LinkedHashMap<>();
        more.put("healthy_endpoints", scenario.healthy());
        more.put("events_per_s_wanted", scenario.rate());
        more.put("baseline_deliveries_per_s", alone.perSecond());
        more.put("baseline_p50_ms", alone.latency().p50());
        more.put("baseline_p99_ms", alone.latency().p99());
        more.put("onset_deliveries_per_s", onset.perSecond());
        more.put("onset_p50_ms", onset.latency().p50());
        more.put("onset_p99_ms", onset.latency().p99());
        more.put("throughput_ratio", among.perSecond() / alone.perSecond());
        more.put("p99_ratio", among.latency().p99() / alone.latency().p99());
        more.put("unanswered_posts", rig.receiver().unanswered());
        return among.result(scenario.name(), more);
    }
}
