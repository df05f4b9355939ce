package io.postrider.benchmarks;

import io.postrider.benchmarks.load.EventProducer;
import io.postrider.benchmarks.load.Events;
import io.postrider.benchmarks.load.Payloads;
import io.postrider.benchmarks.receiver.EventMark;
import io.postrider.benchmarks.receiver.Spread;
import io.postrider.benchmarks.receiver.Tally;
import io.postrider.benchmarks.report.Result;
import io.postrider.benchmarks.system.UsageMeter;

import java.util.LinkedHashMap;
import java.util.Map;

/** Sends one wide event after the other, each when all POSTs of the one before have arrived. */
final class WideRun {

    private static final int WARM_UP_EVENTS = 3;

    private WideRun() {}

    static Result run(Session session, Wide scenario) throws InterruptedException {
        Spread spread = new Spread(scenario.subscriptions(), scenario.subscriptions());
        Tally tally = new Tally(spread);
        try (Rig rig = Rig.start(session, scenario.name());
                UsageMeter meter = rig.system().meter();
                Watch watch = new Watch(rig, tally, meter);
                EventProducer producer = rig.promptProducer()) {
            Events.ByGroup events = new Events.ByGroup("wide.g", spread, new Payloads());
            rig.create(Endpoints.healthy(rig.receiver(), events), producer);
            rig.receiver().countIn(tally);
            rig.step("sending");
            tally.measureFrom(WARM_UP_EVENTS);
            double slowest = 0;
            for (int i = 0; i < WARM_UP_EVENTS + scenario.events(); i++) {
                if (i == WARM_UP_EVENTS) {
                    watch.begin();
                    slowest = 0;
                }
                long due = rig.receiver().nanos();
                producer.send(EventMark.id(due, i), events, i);
                watch.drain((i + 1L) * scenario.subscriptions());
                slowest = Math.max(slowest, (rig.receiver().nanos() - due) / 1e6);
            }
            watch.end();
            watch.awaitHistory();
            return watch.result(scenario.name(), figures(scenario, slowest));
        }
    }

    private static Map<String, Number> figures(Wide scenario, double slowest) {
        Map<String, Number> more = new LinkedHashMap<>();
        more.put("subscriptions", scenario.subscriptions());
        more.put("events", scenario.events());
        more.put("slowest_event_all_posts_ms", slowest);
        return more;
    }
}
