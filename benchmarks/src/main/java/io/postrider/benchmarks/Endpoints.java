package io.postrider.benchmarks;

import io.postrider.benchmarks.load.EventProducer;
import io.postrider.benchmarks.load.Events;
import io.postrider.benchmarks.receiver.Receiver;
import io.postrider.benchmarks.receiver.Receiver.Behaviour;
import io.postrider.benchmarks.receiver.Spread;
import io.postrider.benchmarks.receiver.Tally;
import io.postrider.benchmarks.system.AdminApi;
import io.postrider.benchmarks.system.BenchFailedException;
import io.postrider.benchmarks.system.Wait;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * The endpoints of a load, a webhook for each.
 *
 * @param url of each
 * @param reachable those numbered below answer
 * @param settings of every webhook beside its URL and events
 */
record Endpoints(
        Events.ByGroup events, IntFunction<URI> url, int reachable, Map<String, Object> settings) {

    private static final Duration LOOK = Duration.ofMillis(20);
    private static final Duration SHORTEST_ROUND = Duration.ofSeconds(2);
    private static final int MOST_ROUNDS = 60;

    /** Endpoints that all answer. */
    static Endpoints healthy(Receiver receiver, Events.ByGroup events) {
        return new Endpoints(
                events,
                endpoint -> receiver.url(Behaviour.OK, endpoint),
                events.spread().endpoints(),
                Map.of());
    }

    /** Creates the webhooks and waits until events find them. */
    void create(AdminApi api, Receiver receiver, EventProducer producer)
            throws InterruptedException {
        List<Map<String, Object>> webhooks = new ArrayList<>();
        for (int endpoint = 0; endpoint < events.spread().endpoints(); endpoint++) {
            Map<String, Object> webhook = new HashMap<>(settings);
            webhook.put("url", url.apply(endpoint).toString());
            webhook.put("events", List.of(typeFor(endpoint)));
            webhooks.add(webhook);
        }
        api.create(webhooks);
        awaitKnown(receiver, producer);
    }

    private String typeFor(int endpoint) {
        return events.typeOfGroup(events.spread().groupOf(endpoint));
    }

    /** The dispatcher learns of a webhook through Kafka, a moment after the API has answered. */
    private void awaitKnown(Receiver receiver, EventProducer producer) throws InterruptedException {
        Tally probes = new Tally(events.spread());
        receiver.countIn(probes);
        // a round of many POSTs takes its time, above all the first
        Duration round = SHORTEST_ROUND.plusMillis(2L * events.spread().endpoints());
        for (int i = 0; i < MOST_ROUNDS; i++) {
            List<Integer> missing = missing(probes);
            if (missing.isEmpty()) {
                return;
            }
            for (int group : missing) {
                producer.send("probe-%d-%d".formatted(i, group), events, group);
            }
            var _ = Wait.until(() -> missing(probes).isEmpty(), LOOK, round);
        }
        throw new BenchFailedException("probe events do not reach every webhook");
    }

    private List<Integer> missing(Tally probes) {
        Spread spread = events.spread();
        return IntStream.range(0, reachable)
                .filter(endpoint -> probes.posts(endpoint) == 0)
                .map(spread::groupOf)
                .distinct()
                .boxed()
                .toList();
    }
}
