package io.postrider.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postrider.testing.Answer;
import io.postrider.testing.Receiver;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** kill -9 of everything at once, in the middle of the work. */
class KillIT {

    private static final int EVENTS = 2_500;
    private static final Duration LONGEST = Duration.ofMinutes(3);

    @Test
    void everyPairOfEventAndWebhookArrivesThoughTheSystemIsKilledMidway(@TempDir Path data)
            throws Exception {
        try (Receiver receiver = Receiver.start();
                Postrider postrider = Postrider.up(data, "--no-demo")) {
            receiver.answer("/late", Answer.status(500), Answer.ok());
            for (String path : List.of("/one", "/two")) {
                Webhooks.create(
                        postrider.api(),
                        Map.of("url", receiver.url(path), "events", List.of("load.*")));
            }
            Webhooks.create(
                    postrider.api(),
                    Map.of(
                            "url", receiver.url("/late"),
                            "events", List.of("late"),
                            "retry_policy", Map.of("delays", List.of("20s"), "jitter", 0)));
            try (EventProducer producer = new EventProducer(postrider.bootstrapServers())) {
                producer.plain("late-1", "late", "{}");
                producer.flush();
                receiver.awaitReceived("/late", 1, LONGEST);
                for (int i = 0; i < EVENTS; i++) {
                    producer.plain("evt-" + i, "load.test", "{\"n\":" + i + "}");
                }
                producer.flush();
            }
            receiver.awaitReceived("/one", EVENTS * 3 / 5, LONGEST);

            postrider.process().kill();
            int before = receiver.received("/one").size() + receiver.received("/two").size();
            assertThat(before).as("killed in the middle").isLessThan(2 * EVENTS);
            postrider.startAgain();

            for (String path : List.of("/one", "/two")) {
                await().atMost(LONGEST)
                        .untilAsserted(() -> assertThat(eventsAt(receiver, path)).hasSize(EVENTS));
            }
            receiver.awaitReceived("/late", 2, LONGEST);
            int posts = receiver.received("/one").size() + receiver.received("/two").size();
            System.out.printf(
                    "killed after %d of %d deliveries; %d arrived twice%n",
                    before, 2 * EVENTS, posts - 2 * EVENTS);
            assertThat(posts - 2 * EVENTS)
                    .as("what arrived twice was in flight, or completed after the last commit")
                    .isLessThan(before / 2);
        }
    }

    private static Set<String> eventsAt(Receiver receiver, String path) {
        Set<String> ids = new HashSet<>();
        receiver.received(path).forEach(post -> ids.add(post.bodyText().split("\"", 5)[3]));
        return ids;
    }
}
