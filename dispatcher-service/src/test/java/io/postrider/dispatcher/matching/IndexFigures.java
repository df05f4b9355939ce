package io.postrider.dispatcher.matching;

import static io.postrider.dispatcher.EventBuilder.anEvent;
import static io.postrider.dispatcher.SubscriptionBuilder.aSubscription;

import io.postrider.dispatcher.SubscriptionBuilder;
import io.postrider.model.Event;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** Prints what an index of 100,000 subscriptions costs; not a test. */
final class IndexFigures {

    private static final int MANY = 100_000;

    private IndexFigures() {}

    static void main() {
        for (int round = 1; round <= 2; round++) {
            run("exact types, no pattern", i -> aSubscription("wh_" + i).to("type." + i));
            run(
                    "one type, each another customer and amount > 1",
                    i -> aSubscription("wh_" + i).to("order.*").where(customer(i)));
            run(
                    "100 types, each another customer and amount > 1",
                    i -> aSubscription("wh_" + i).to("order." + i % 100).where(customer(i)));
            run(
                    "one type, 500 limits on the amount",
                    i -> aSubscription("wh_" + i).to("order.*").where(amountOver(i % 500)));
            run(
                    "100 types, 500 limits on the amount in each",
                    i ->
                            aSubscription("wh_" + i)
                                    .to("order." + i % 100)
                                    .where(amountOver(i / 100 % 500)));
        }
    }

    private static String customer(int i) {
        return "{\"data\":{\"customer\":[\"c%d\"],\"amount\":[{\"numeric\":[\">\",1]}]}}"
                .formatted(i);
    }

    private static String amountOver(int limit) {
        return "{\"data\":{\"amount\":[{\"numeric\":[\">\",%d]}]}}".formatted(limit);
    }

    private static void run(String name, IntFunction<SubscriptionBuilder> make) {
        SubscriptionIndex index = new SubscriptionIndex();
        long before = usedMegabytes();
        long begun = System.nanoTime();
        for (int i = 0; i < MANY; i++) {
            index.put(make.apply(i).snapshot(), i);
        }
        double built = since(begun);
        long memory = usedMegabytes() - before;
        begun = System.nanoTime();
        for (int i = 0; i < 1000; i++) {
            index.put(make.apply(i).where(customer(-i)).version(2).snapshot(), i);
        }
        double updated = since(begun);
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            events.add(
                    anEvent(i % 2 == 0 ? "order." + i % 100 : "type." + (2000 + i))
                            .with(
                                    "{\"amount\":3,\"customer\":\"c%d\",\"note\":\"%s\"}"
                                            .formatted(2000 + i, "x".repeat(1000)))
                            .event());
        }
        long matches = 0;
        int rounds = 100;
        for (int i = 0; i < 10; i++) {
            events.forEach(index::match);
        }
        begun = System.nanoTime();
        for (int i = 0; i < rounds; i++) {
            for (Event event : events) {
                matches += index.match(event).wanted().size();
            }
        }
        double matched = since(begun);
        System.out.printf(
                "%-50s build %.2f s, %d MB; update %.0f us; match %.2f us, %.2f matches/event%n",
                name,
                built,
                memory,
                updated * 1e6 / 1000,
                matched * 1e6 / rounds / events.size(),
                matches / (double) rounds / events.size());
    }

    private static double since(long begun) {
        return (System.nanoTime() - begun) / 1e9;
    }

    private static long usedMegabytes() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) >> 20;
    }
}
