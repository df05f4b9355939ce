package io.postrider.benchmarks;

import io.postrider.benchmarks.load.EventProducer;
import io.postrider.benchmarks.load.Events;
import io.postrider.benchmarks.load.FilteredSubscriptions;
import io.postrider.benchmarks.load.LoadThread;
import io.postrider.benchmarks.load.Payloads;
import io.postrider.benchmarks.receiver.Spread;
import io.postrider.benchmarks.receiver.Tally;
import io.postrider.benchmarks.report.Result;
import io.postrider.benchmarks.system.AdminApi;
import io.postrider.benchmarks.system.UsageMeter;
import io.postrider.benchmarks.system.Wait;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Fills the subscriptions topic, starts again upon it, sends, and times updates. */
final class FilteredIndexRun {

    private static final String TYPE = "index.order";
    private static final int UPDATES = 5;
    private static final Duration LOOK = Duration.ofMillis(5);
    private static final Duration LONGEST_UPDATE = Duration.ofSeconds(60);
    private static final Spread ONE = new Spread(1, 1);

    private final FilteredIndex scenario;
    private final Rig rig;
    private final Tally tally;
    private final Payloads payloads = new Payloads();

    private FilteredIndexRun(FilteredIndex scenario, Rig rig, Tally tally) {
        this.scenario = scenario;
        this.rig = rig;
        this.tally = tally;
    }

    static Result run(Session session, FilteredIndex scenario) throws InterruptedException {
        Tally tally = new Tally(new Spread(scenario.endpoints(), 1));
        try (Rig rig = Rig.start(session, scenario.name())) {
            FilteredIndexRun run = new FilteredIndexRun(scenario, rig, tally);
            Map<String, Number> figures = new LinkedHashMap<>();
            figures.put("subscriptions", scenario.subscriptions());
            rig.step("writing subscriptions");
            new SubscriptionWriter(
                            rig.system().secretsKey(),
                            new FilteredSubscriptions(TYPE),
                            rig.receiver())
                    .write(
                            rig.system().bootstrapServers(),
                            scenario.subscriptions(),
                            scenario.endpoints());
            rig.step("starting again");
            figures.put("start_to_ready_s", rig.system().restart().toMillis() / 1e3);
            try (UsageMeter meter = rig.system().meter();
                    Watch watch = new Watch(rig, tally, meter)) {
                run.flatOut(watch);
                figures.put("slowest_update_visible_ms", run.slowestUpdate());
                return watch.result(scenario.name(), figures);
            }
        }
    }

    private void flatOut(Watch watch) throws InterruptedException {
        rig.receiver().countIn(tally);
        rig.step("warming up");
        try (EventProducer producer = rig.batchingProducer()) {
            var events = new Events.ByCustomer(TYPE, scenario.subscriptions(), payloads);
            LoadThread flood = rig.flood(producer, events, tally, 1);
            try (flood) {
                rig.awaitArrived(flood, tally, scenario.events(), Rig.WARM_UP);
                rig.step("measuring");
                tally.measureFrom(flood.next());
                watch.begin();
                rig.awaitArrived(flood, tally, watch.begunAt().deliveries() + scenario.events());
                watch.end();
                tally.measureTo(flood.next());
            }
            watch.drain(flood.next());
        }
        watch.awaitHistory();
    }

    /** From the API's answer until a first event has found the new webhook. */
    private double slowestUpdate() throws InterruptedException {
        rig.step("timing updates");
        double slowest = 0;
        try (EventProducer producer = rig.promptProducer();
                AdminApi api = rig.system().api()) {
            for (int i = 0; i < UPDATES; i++) {
                var events = new Events.ByGroup("index.update%d.g".formatted(i), ONE, payloads);
                slowest = Math.max(slowest, update(api, producer, events));
            }
        }
        return slowest;
    }

    private double update(AdminApi api, EventProducer producer, Events.ByGroup events)
            throws InterruptedException {
        Tally probes = new Tally(ONE);
        rig.receiver().countIn(probes);
        api.create(
                List.of(
                        Map.of(
                                "url", Endpoints.healthy(rig.receiver(), events).url().apply(0),
                                "events", List.of(events.typeOfGroup(0)))));
        long answered = System.nanoTime();
        var _ =
                Wait.until(
                        () -> {
                            producer.send("probe-" + System.nanoTime(), events, 0);
                            return probes.posts(0) > 0;
                        },
                        LOOK,
                        LONGEST_UPDATE);
        return (System.nanoTime() - answered) / 1e6;
    }
}
