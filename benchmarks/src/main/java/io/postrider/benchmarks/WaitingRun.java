package io.postrider.benchmarks;

import io.postrider.benchmarks.load.EventProducer;
import io.postrider.benchmarks.load.Events;
import io.postrider.benchmarks.load.Limit;
import io.postrider.benchmarks.load.LoadThread;
import io.postrider.benchmarks.load.Pacing;
import io.postrider.benchmarks.load.Payloads;
import io.postrider.benchmarks.receiver.Receiver;
import io.postrider.benchmarks.receiver.Receiver.Behaviour;
import io.postrider.benchmarks.receiver.Spread;
import io.postrider.benchmarks.receiver.Tally;
import io.postrider.benchmarks.report.Result;
import io.postrider.benchmarks.system.AdminApi;
import io.postrider.benchmarks.system.BenchFailedException;
import io.postrider.benchmarks.system.GroupLag;
import io.postrider.benchmarks.system.SeparateServices;
import io.postrider.benchmarks.system.UsageMeter;
import io.postrider.benchmarks.system.Wait;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/** Lets deliveries wait, kills the worker, starts it again, and lets everything through. */
final class WaitingRun {

    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofHours(2);
    private static final Duration NO_PROGRESS = Duration.ofMinutes(5);

    /** Faster than any worker fails them: the topic holds what it has not come to. */
    private static final double EVENTS_PER_SECOND = 20_000;

    /** Some are always on their way from the deliveries to a tier, or from one tier to another. */
    private static final double NEARLY_ALL = 0.95;

    private static final double HARDLY_ANY = 0.01;

    private static final Spread ONE = new Spread(1, 1);

    private final Waiting scenario;
    private final Progress progress;
    private final SeparateServices services;
    private final Receiver receiver;
    private final EventProducer producer;
    private final Payloads payloads = new Payloads();
    private final Events.ByGroup working;
    private final int probed;
    private final Tally tally;
    private final Map<String, Number> figures = new LinkedHashMap<>();

    private WaitingRun(
            Waiting scenario,
            Progress progress,
            SeparateServices services,
            Receiver receiver,
            EventProducer producer) {
        this.scenario = scenario;
        this.progress = progress;
        this.services = services;
        this.receiver = receiver;
        this.producer = producer;
        this.working = new Events.ByGroup("working.g", ONE, payloads);
        // the one above the others' numbers is for probes
        this.probed = scenario.spread().endpoints();
        this.tally = new Tally(scenario.spread(), probed + 1);
    }

    static Result run(Session session, Waiting scenario) throws InterruptedException {
        session.progress().step(scenario.name(), "starting the services");
        Path home = Objects.requireNonNull(session.launcher().getParent());
        try (Receiver receiver = Receiver.start();
                SeparateServices services = SeparateServices.start(home);
                EventProducer producer = new EventProducer(services.bootstrapServers(), 5)) {
            return new WaitingRun(scenario, session.progress(), services, receiver, producer).run();
        }
    }

    private Result run() throws InterruptedException {
        figures.put("waiting_deliveries", scenario.deliveries());
        figures.put("retry_delay_s", scenario.delay().toSeconds());
        create();
        receiver.countIn(tally);
        receiver.refuse(true);
        OptionalDouble before = fill();
        step("killing the worker");
        services.kill(SeparateServices.WORKER);
        receiver.refuse(false);
        try (UsageMeter meter = restart()) {
            step("waiting until all are delivered");
            long start = System.nanoTime();
            awaitAll();
            double took = (System.nanoTime() - start) / 1e9;
            figures.put("all_delivered_after_s", took);
            figures.put("lost", scenario.deliveries() - tally.distinct());
            figures.put("duplicates", tally.duplicates());
            before.ifPresent(peak -> figures.put("worker_rss_before_kill_mb", peak));
            return new Result(
                    scenario.name(),
                    tally.distinct() / took,
                    OptionalDouble.empty(),
                    Optional.empty(),
                    OptionalDouble.empty(),
                    meter.peakMebibytes(),
                    figures);
        }
    }

    private void step(String what) {
        progress.step(scenario.name(), what);
    }

    private void create() throws InterruptedException {
        step("creating webhooks");
        Map<String, Object> policy =
                Map.of("delays", List.of(scenario.delay().toSeconds() + "s", "10s", "30s", "60s"));
        var events = new Events.ByGroup("waiting.g", scenario.spread(), payloads);
        try (AdminApi api = services.api()) {
            new Endpoints(
                            events,
                            endpoint -> receiver.url(Behaviour.OK, endpoint),
                            scenario.spread().endpoints(),
                            Map.of("retry_policy", policy))
                    .create(api, receiver, producer);
            new Endpoints(working, _ -> receiver.url(Behaviour.OK, probed), 0, Map.of())
                    .create(api, receiver, producer);
        }
    }

    /** Sends everything and waits until it waits; gives the worker's peak memory. */
    private OptionalDouble fill() throws InterruptedException {
        step("sending events that every endpoint refuses");
        try (UsageMeter meter = services.meter(SeparateServices.WORKER);
                GroupLag waiting = GroupLag.ofRelay(services.bootstrapServers());
                GroupLag toAttempt = GroupLag.ofWorker(services.bootstrapServers())) {
            var events = new Events.ByGroup("waiting.g", scenario.spread(), payloads);
            Pacing pacing = new Pacing(receiver.nanos(), EVENTS_PER_SECOND);
            long before = waiting.records();
            try (LoadThread load =
                    LoadThread.start(
                            producer,
                            receiver,
                            events,
                            0,
                            new Limit(pacing, scenario.deliveries()))) {
                var _ = Wait.until(() -> load.next() >= scenario.deliveries(), LOOK, LONGEST);
            }
            step("waiting until they wait");
            long wanted = before + Math.round(scenario.deliveries() * NEARLY_ALL);
            long allowed = Math.round(scenario.deliveries() * HARDLY_ANY);
            long start = System.nanoTime();
            long unattempted = toAttempt.records();
            while (unattempted > allowed || waiting.records() < wanted) {
                if (System.nanoTime() - start > LONGEST.toNanos()) {
                    throw new BenchFailedException("the deliveries do not come to wait");
                }
                var _ = Wait.until(() -> false, LOOK, LOOK);
                unattempted = toAttempt.records();
            }
            figures.put("not_waiting_at_kill", unattempted);
            return meter.peakMebibytes();
        }
    }

    /** Starts the worker and waits until it delivers again; measures the new one. */
    private UsageMeter restart() throws InterruptedException {
        step("starting the worker again");
        int before = tally.posts(probed);
        producer.send("probe-restart", working, 0);
        long start = System.nanoTime();
        Duration ready = services.start(SeparateServices.WORKER);
        var _ = Wait.until(() -> tally.posts(probed) > before, LOOK, NO_PROGRESS);
        figures.put("restart_to_ready_s", ready.toMillis() / 1e3);
        figures.put("restart_to_working_s", (System.nanoTime() - start) / 1e9);
        return services.meter(SeparateServices.WORKER);
    }

    private void awaitAll() throws InterruptedException {
        var probes = new Probes(producer, working, tally, probed);
        long before;
        do {
            before = tally.distinct();
        } while (!Wait.until(
                        () -> {
                            progress.at(tally);
                            probes.look(System.nanoTime());
                            return tally.distinct() >= scenario.deliveries();
                        },
                        LOOK,
                        NO_PROGRESS)
                && tally.distinct() > before);
        figures.put("slowest_new_event_s", probes.slowestSeconds());
    }
}
