package io.postrider.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.testing.Receiver;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * An event that is handed in right after a webhook's change was answered finds the webhook changed,
 * with two dispatchers at work.
 */
@TestInstance(Lifecycle.PER_CLASS)
class ChangesIT {

    /** {@code -Dpostrider.changes.tries=1000} for the long run. */
    private static final int TRIES = Integer.getInteger("postrider.changes.tries", 50);

    private static final int AT_ONCE = 4;

    private Scene scene;
    private Instance second;

    @BeforeAll
    void start() throws InterruptedException {
        scene = Scene.set();
        second = scene.topology.another(Topology.DISPATCHER, 2);
        second.start();
        second.awaitReady();
    }

    @AfterAll
    void stop() {
        second.close();
        scene.close();
    }

    /** Hands in an event of a type. */
    private interface Intake {

        void accept(String type) throws Exception;
    }

    @Test
    void anEventOverHttpFindsTheChange() throws Exception {
        assertNoneIsMissed(type ->
                assertThat(scene.topology.api().post("/api/v1/events", Map.of("type", type)))
                        .extracting(Api.Answer::status)
                        .isEqualTo(202));
    }

    @Test
    void anEventThroughKafkaFindsTheChange() throws Exception {
        assertNoneIsMissed(type -> {
            try (EventProducer producer =
                    new EventProducer(scene.topology.kafka.bootstrapServers())) {
                producer.plain(UUID.randomUUID().toString(), type, "{}");
                producer.flush();
            }
        });
    }

    private void assertNoneIsMissed(Intake intake) throws Exception {
        try (Receiver receiver = Receiver.start();
                ExecutorService executor = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Callable<Void>> tries = new ArrayList<>();
            for (int i = 0; i < TRIES; i++) {
                String number = String.valueOf(i);
                tries.add(() -> {
                    changeAndSend(receiver, number, intake);
                    return null;
                });
            }
            for (Future<Void> done : executor.invokeAll(tries)) {
                done.get();
            }
            scene.kafka.awaitDrained();
            for (int i = 0; i < TRIES; i++) {
                assertThat(receiver.received("/created/" + i)).as("%d, created", i).hasSize(1);
                assertThat(receiver.received("/changed/" + i)).as("%d, changed", i).hasSize(1);
            }
        }
    }

    /** One event after each change: created, with another URL and type, and disabled. */
    private void changeAndSend(Receiver receiver, String number, Intake intake) throws Exception {
        Api api = scene.topology.api();
        String before = "/created/" + number;
        String after = "/changed/" + number;
        String first = "change.a" + UUID.randomUUID().toString().replace("-", "");
        String then = "change.b" + UUID.randomUUID().toString().replace("-", "");
        JsonNode webhook =
                api.createWebhook(Map.of("url", receiver.url(before), "events", List.of(first)));
        intake.accept(first);
        receiver.awaitReceived(before, 1, Scene.LONGEST);
        String path = "/api/v1/webhooks/" + webhook.get("id").asString();
        assertOk(api.put(path, Map.of("url", receiver.url(after), "events", List.of(then))));
        intake.accept(then);
        receiver.awaitReceived(after, 1, Scene.LONGEST);
        assertOk(api.post(path + "/disable", Map.of()));
        intake.accept(then);
    }

    private static void assertOk(Api.Answer answer) {
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
    }
}
