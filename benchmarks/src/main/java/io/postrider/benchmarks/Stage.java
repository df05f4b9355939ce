package io.postrider.benchmarks;

import io.postrider.benchmarks.load.EventProducer;
import io.postrider.benchmarks.load.LoadThread.EventTypes;
import io.postrider.benchmarks.receiver.Receiver;
import io.postrider.benchmarks.receiver.Receiver.Behaviour;
import io.postrider.benchmarks.receiver.Spread;
import io.postrider.benchmarks.receiver.Tally;
import io.postrider.benchmarks.system.AdminApi;
import io.postrider.benchmarks.system.BenchFailedException;
import io.postrider.benchmarks.system.Standalone;
import io.postrider.benchmarks.system.Wait;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Makes the webhooks of a spread of healthy endpoints and waits until events find them all. */
final class Stage {

    private static final Duration LOOK = Duration.ofMillis(20);
    private static final Duration ROUND = Duration.ofSeconds(2);
    private static final int MOST_ROUNDS = 60;

    private Stage() {}

    static void prepare(
            Standalone system, Receiver receiver, EventTypes types, EventProducer producer)
            throws InterruptedException {
        Spread spread = types.spread();
        List<Map<String, Object>> webhooks = new ArrayList<>();
        for (int endpoint = 0; endpoint < spread.endpoints(); endpoint++) {
            webhooks.add(
                    Map.of(
                            "url", receiver.url(Behaviour.OK, endpoint).toString(),
                            "events", List.of(types.ofGroup(spread.groupOf(endpoint)))));
        }
        try (AdminApi api = system.api()) {
            api.create(webhooks);
        }
        Tally probes = new Tally(spread);
        receiver.countIn(probes);
        awaitKnown(probes, types, producer);
    }

    /** The dispatcher learns of a webhook through Kafka, a moment after the API has answered. */
    private static void awaitKnown(Tally probes, EventTypes types, EventProducer producer)
            throws InterruptedException {
        for (int round = 0; round < MOST_ROUNDS; round++) {
            List<Integer> missing = missing(probes, types.spread());
            if (missing.isEmpty()) {
                return;
            }
            for (int group : missing) {
                producer.send("probe-" + round + "-" + group, types.ofGroup(group), group);
            }
            var _ = Wait.until(() -> missing(probes, types.spread()).isEmpty(), LOOK, ROUND);
        }
        throw new BenchFailedException("probe events do not reach every webhook");
    }

    private static List<Integer> missing(Tally probes, Spread spread) {
        return IntStream.range(0, spread.endpoints())
                .filter(endpoint -> probes.posts(endpoint) == 0)
                .map(spread::groupOf)
                .distinct()
                .boxed()
                .toList();
    }
}
