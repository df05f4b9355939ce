package io.postrider.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postrider.testing.Answer;
import io.postrider.testing.Receiver;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** kill -9 of everything in the middle of a replay of many dead letters. */
@UsesRestartedPostrider
class ReplayKillIT {

    private static final int LETTERS = 300;
    private static final int SOME = 40;
    private static final String PATH = "/repaired";
    private static final String REPLAYS = "/api/v1/dead-letters/replays";
    private static final Duration LONGEST = Duration.ofMinutes(3);

    @Test
    void goesOnAfterTheSystemWasKilledAndLosesNothing() throws Exception {
        Postrider postrider = RestartedPostrider.running();
        try (Receiver receiver = Receiver.start()) {
            // an answer that says that the endpoint is there, so that none has to wait for a probe
            receiver.answer(PATH, Answer.status(400));
            String webhook =
                    postrider
                            .api()
                            .createWebhook(
                                    Map.of(
                                            "url", receiver.url(PATH),
                                            "events", List.of("letter.*"),
                                            "retry_policy", Map.of("delays", List.of())))
                            .get("id")
                            .asString();
            produce(postrider);
            String rest = "/api/v1/dead-letters/groups?webhook=" + webhook;
            await().atMost(LONGEST)
                    .untilAsserted(() ->
                            assertThat(postrider.api().getOk(rest).at("/data/0/count").asInt())
                                    .isEqualTo(LETTERS));
            int before = receiver.received(PATH).size();
            receiver.answer(PATH, Answer.ok());

            String replay =
                    postrider
                            .api()
                            .post(REPLAYS, Map.of("webhook", webhook, "rate", 25))
                            .body()
                            .get("id")
                            .asString();
            await().atMost(LONGEST)
                    .until(() -> job(postrider, replay).get("replayed").asInt() >= SOME);
            postrider.process().kill();
            int arrived = eventsSince(receiver, before).size();
            assertThat(arrived).as("killed in the middle").isLessThan(LETTERS);
            postrider.startAgain();

            await().atMost(LONGEST)
                    .until(() -> job(postrider, replay).get("state").asString().equals("done"));
            JsonNode done = job(postrider, replay);
            assertThat(done.get("total").asInt()).isEqualTo(LETTERS);
            assertThat(done.get("failed").asInt()).as(done.toString()).isZero();
            assertThat(done.get("skipped").asInt()).as(done.toString()).isLessThanOrEqualTo(1);
            assertThat(done.get("replayed").asInt() + done.get("skipped").asInt())
                    .isEqualTo(LETTERS);
            await().atMost(LONGEST)
                    .untilAsserted(
                            () -> assertThat(eventsSince(receiver, before)).hasSize(LETTERS));
            await().atMost(LONGEST)
                    .until(() -> postrider.api().count(webhook, "delivered") == LETTERS);
            assertThat(postrider.api().getOk(rest).get("data")).isEmpty();
            System.out.printf(
                    "killed after %d of %d replays; %d arrived twice%n",
                    arrived, LETTERS, receiver.received(PATH).size() - before - LETTERS);
        }
    }

    private static JsonNode job(Postrider postrider, String replay) {
        return postrider.api().getOk(REPLAYS + "/" + replay);
    }

    private static void produce(Postrider postrider) throws Exception {
        try (EventProducer producer = new EventProducer(postrider.bootstrapServers())) {
            for (int i = 0; i < LETTERS; i++) {
                producer.plain("evt-" + i, "letter.test", "{\"n\":" + i + "}");
            }
            producer.flush();
        }
    }

    private static Set<String> eventsSince(Receiver receiver, int before) {
        Set<String> ids = new HashSet<>();
        receiver.received(PATH).stream()
                .skip(before)
                .forEach(post -> ids.add(post.bodyText().split("\"", 5)[3]));
        return ids;
    }
}
