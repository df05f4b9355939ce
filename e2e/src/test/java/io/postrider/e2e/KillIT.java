package io.postrider.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postrider.testing.Answer;
import io.postrider.testing.Receiver;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/**
 * kill -9 of everything at once, in the middle of the work. What arrives twice afterwards is what
 * was not committed as done: Kafka is asked shortly before the kill, so that the bound is a little
 * wider than the truth, however slow the machine is.
 */
@UsesRestartedPostrider
class KillIT {

    private static final int EVENTS = 2_500;
    private static final int ANSWERED = EVENTS * 3 / 5;
    private static final int SOME = 100;
    private static final List<String> PATHS = List.of("/one", "/two");
    private static final Duration LONGEST = Duration.ofMinutes(3);

    @Test
    void everyPairOfEventAndWebhookArrivesThoughTheSystemIsKilledMidway() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        Postrider postrider = RestartedPostrider.running();
        try (Receiver receiver = Receiver.start()) {
            receiver.answer("/late", Answer.status(500), Answer.ok());
            for (String path : PATHS) {
                receiver.answer(path, thenHeld(gate));
                postrider
                        .api()
                        .createWebhook(
                                Map.of("url", receiver.url(path), "events", List.of("load.*")));
            }
            postrider
                    .api()
                    .createWebhook(
                            Map.of(
                                    "url", receiver.url("/late"),
                                    "events", List.of("late"),
                                    "retry_policy", Map.of("delays", List.of("20s"), "jitter", 0)));
            Set<String> finished;
            try (KafkaView kafka = new KafkaView(postrider.bootstrapServers());
                    DeliveryLog log = new DeliveryLog(kafka, postrider.bootstrapServers())) {
                produce(postrider, receiver);
                finished =
                        await("some are finished")
                                .atMost(LONGEST)
                                .until(
                                        () -> finished(receiver, log),
                                        found -> found.size() >= SOME);
            }

            postrider.process().kill();
            Arrivals before = arrivals(receiver);
            assertThat(before.deliveries()).as("killed in the middle").hasSizeLessThan(2 * EVENTS);
            gate.countDown();
            postrider.startAgain();

            for (String path : PATHS) {
                await().atMost(LONGEST)
                        .untilAsserted(() -> assertThat(eventsAt(receiver, path)).hasSize(EVENTS));
            }
            receiver.awaitReceived("/late", 2, LONGEST);
            Arrivals all = arrivals(receiver);
            System.out.printf(
                    "killed after %d of %d deliveries, %d of them finished; %d arrived twice%n",
                    before.total(), 2 * EVENTS, finished.size(), all.duplicates());
            assertThat(all.doubled()).as("arrived twice").doesNotContainAnyElementsOf(finished);
        }
    }

    /**
     * What had arrived before Kafka was asked, and of which every record is committed as done. What
     * has waited for too long in a lane goes through the relay, which may repeat it.
     */
    private static Set<String> finished(Receiver receiver, DeliveryLog log) {
        Set<String> finished = log.done();
        finished.retainAll(answered(receiver).deliveries());
        finished.removeAll(log.relayed());
        return finished;
    }

    /** An attempt that is held is done as far as its partition is concerned, and may come again. */
    private static Arrivals answered(Receiver receiver) {
        return Arrivals.of(
                PATHS.stream()
                        .flatMap(path -> receiver.received(path).stream().limit(ANSWERED))
                        .toList());
    }

    /** The last ones are held, so that no machine is fast enough to be done before the kill. */
    private static Answer[] thenHeld(CountDownLatch gate) {
        return Stream.concat(
                        Collections.nCopies(ANSWERED, Answer.ok().after(Duration.ofMillis(20)))
                                .stream(),
                        Stream.of(Answer.heldUntil(gate)))
                .toArray(Answer[]::new);
    }

    private static void produce(Postrider postrider, Receiver receiver) throws Exception {
        try (EventProducer producer = new EventProducer(postrider.bootstrapServers())) {
            producer.plain("late-1", "late", "{}");
            producer.flush();
            receiver.awaitReceived("/late", 1, LONGEST);
            for (int i = 0; i < EVENTS; i++) {
                producer.plain("evt-" + i, "load.test", "{\"n\":" + i + "}");
            }
            producer.flush();
        }
    }

    private static Arrivals arrivals(Receiver receiver) {
        return Arrivals.of(
                PATHS.stream().flatMap(path -> receiver.received(path).stream()).toList());
    }

    private static Set<String> eventsAt(Receiver receiver, String path) {
        Set<String> ids = new HashSet<>();
        receiver.received(path).forEach(post -> ids.add(post.bodyText().split("\"", 5)[3]));
        return ids;
    }
}
