package io.postrider.benchmarks;

import io.postrider.benchmarks.load.EventProducer;
import io.postrider.benchmarks.load.Events;
import io.postrider.benchmarks.load.Limit;
import io.postrider.benchmarks.load.LoadThread;
import io.postrider.benchmarks.load.Pacing;
import io.postrider.benchmarks.load.Payloads;
import io.postrider.benchmarks.receiver.Spread;
import io.postrider.benchmarks.receiver.Tally;
import io.postrider.benchmarks.report.Percentiles;
import io.postrider.benchmarks.report.Result;
import io.postrider.benchmarks.system.UsageMeter;
import io.postrider.benchmarks.system.Wait;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sends to one flaky endpoint after the other, and says what arrived in time. */
final class FlakyRun {

    private static final Spread ONE = new Spread(1, 1);
    private static final Duration LOOK = Duration.ofMillis(5);

    private final Flaky scenario;
    private final Rig rig;
    private final UsageMeter meter;
    private final Payloads payloads = new Payloads();
    private final Map<String, Number> figures = new LinkedHashMap<>();

    private FlakyRun(Flaky scenario, Rig rig, UsageMeter meter) {
        this.scenario = scenario;
        this.rig = rig;
        this.meter = meter;
    }

    static Result run(Session session, Flaky scenario) throws InterruptedException {
        try (Rig rig = Rig.start(session, scenario.name());
                UsageMeter meter = rig.system().meter()) {
            return new FlakyRun(scenario, rig, meter).run();
        }
    }

    /** The figures of the scenario itself are those of the last endpoint. */
    private Result run() throws InterruptedException {
        List<Flaky.Case> cases = scenario.cases();
        for (Flaky.Case one : cases.subList(0, cases.size() - 1)) {
            try (Watch watch = watch()) {
                measure(one, watch);
            }
        }
        try (Watch last = watch()) {
            measure(cases.getLast(), last);
            return last.result(scenario.name(), figures);
        }
    }

    private Watch watch() {
        return new Watch(rig, new Tally(ONE), meter);
    }

    private void measure(Flaky.Case one, Watch watch) throws InterruptedException {
        var events = new Events.ByGroup(one.name() + ".g", ONE, payloads);
        long count = one.rate() * scenario.duration().toSeconds();
        try (EventProducer producer = rig.promptProducer()) {
            rig.create(
                    new Endpoints(
                            events,
                            endpoint -> rig.receiver().url(one.behaviour(), endpoint),
                            1,
                            Map.of("retry_policy", Map.of("delays", delays(), "jitter", 0.1))),
                    producer);
            rig.step("measuring, " + one.name());
            Tally tally = watch.tally();
            rig.receiver().countIn(tally);
            tally.measureFrom(0);
            tally.measureTo(count);
            watch.begin();
            long start = rig.receiver().nanos();
            send(producer, events, one, start, tally, count);
            Duration left =
                    scenario.deadline().minus(Duration.ofNanos(rig.receiver().nanos() - start));
            var _ = Wait.until(() -> tally.distinct() >= count, LOOK, left);
            watch.end();
            report(one, tally, count);
            watch.drain(count);
        }
    }

    private void send(
            EventProducer producer,
            Events events,
            Flaky.Case one,
            long start,
            Tally tally,
            long count)
            throws InterruptedException {
        Pacing pacing = new Pacing(start, one.rate());
        try (LoadThread load =
                LoadThread.start(producer, rig.receiver(), events, 0, new Limit(pacing, count))) {
            rig.awaitSent(load, tally, count);
        }
    }

    private static List<String> delays() {
        return Flaky.DELAYS.stream().map(delay -> delay.toSeconds() + "s").toList();
    }

    private void report(Flaky.Case one, Tally tally, long count) {
        Percentiles latency = Percentiles.of(tally.latency());
        figures.put(one.name() + "_delivered_share", (double) tally.distinct() / count);
        figures.put(
                one.name() + "_plain_sender_share",
                PlainSender.share(
                        one.plain(), count, one.rate(), Flaky.DELAYS, scenario.deadline()));
        figures.put(one.name() + "_p50_ms", latency.p50());
        figures.put(one.name() + "_p99_ms", latency.p99());
    }
}
