package io.postrider.dispatcher.kafka;

import static io.postrider.dispatcher.SubscriptionBuilder.aSubscription;
import static io.postrider.testing.Patience.await;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.dispatcher.DispatcherServiceApplication;
import io.postrider.dispatcher.SubscriptionBuilder;
import io.postrider.model.Delivery;
import io.postrider.model.topic.Topic;
import io.postrider.testing.JavaCommand;
import io.postrider.testing.RealKafka;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;

class ExactlyOnceIT {

    private final DispatcherUnderTest dispatcher =
            DispatcherUnderTest.on(RealKafka.shared().bootstrapServers())
                    .with("postrider.dispatcher.batch-events", 20);

    @AfterEach
    void close() {
        dispatcher.close();
    }

    /** Read after the dispatcher has stopped, so that none can come later. */
    private void assertEachOnce(int events) {
        dispatcher.awaitDeliveries(events);
        dispatcher.stop();
        assertThat(dispatcher.deliveries())
                .hasSize(events)
                .extracting(Delivery::id)
                .doesNotHaveDuplicates();
    }

    @Test
    void aRestartGoesOnWhereItStopped() {
        dispatcher.start();
        dispatcher.subscribeNow(aSubscription("wh_a"));
        dispatcher.sendEvents(0, 1000);
        dispatcher.awaitDeliveries(1);
        dispatcher.stop();
        dispatcher.sendEvents(1000, 2000);

        dispatcher.start();

        assertEachOnce(2000);
    }

    @Test
    void aKillInTheMiddleNeitherLosesNorDoubles() throws Exception {
        int events = 10_000;
        dispatcher.start();
        dispatcher.subscribeNow(aSubscription("wh_a"));
        dispatcher.stop();
        dispatcher.sendEvents(0, events);

        killOnce("batch-events", 1, () -> dispatcher.committed(Topic.DELIVERIES).size() > 100);
        assertThat(dispatcher.committed(Topic.DELIVERIES)).hasSizeLessThan(events);
        dispatcher.start();

        assertEachOnce(events);
    }

    /** Each event takes a hundred transactions, so that a kill nearly always falls between two. */
    @Test
    void aKillBetweenThePartsOfAnEventNeitherLosesNorDoubles() throws Exception {
        int subscriptions = 500;
        int events = 20;
        dispatcher.with("postrider.dispatcher.batch-deliveries", 25).start();
        dispatcher.subscribeNow(subscriptions(subscriptions));
        dispatcher.stop();
        dispatcher.sendEvents(0, events);

        for (int kill = 1; kill <= 3; kill++) {
            int wanted = kill * 1000;
            killOnce(
                    "batch-deliveries",
                    5,
                    () -> dispatcher.committed(Topic.DELIVERIES).size() > wanted);
        }
        assertThat(dispatcher.committed(Topic.DELIVERIES)).hasSizeLessThan(subscriptions * events);
        dispatcher.start();

        assertEachOnce(subscriptions * events);
    }

    @Test
    void anEventInPartsSurvivesTheComingAndGoingOfInstances() {
        dispatcher.with("postrider.dispatcher.batch-deliveries", 25).start();
        dispatcher.subscribeNow(subscriptions(500));
        dispatcher.sendEvents(0, 10);
        try (DispatcherUnderTest second = dispatcher.another().start()) {
            dispatcher.sendEvents(10, 20);
            dispatcher.awaitDeliveries(6000);
            second.stop();

            assertEachOnce(500 * 20);
        }
    }

    private static SubscriptionBuilder[] subscriptions(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> aSubscription("wh_" + i))
                .toArray(SubscriptionBuilder[]::new);
    }

    /**
     * The child's transactions are small, so that it is far from done when it is killed, however
     * late it is seen that it has begun.
     */
    private void killOnce(String batch, int size, Callable<Boolean> condition) throws Exception {
        Process child = child(Map.of("postrider.dispatcher." + batch, size));
        try {
            await().pollInterval(Duration.ofMillis(10)).until(condition);
        } finally {
            child.destroyForcibly().waitFor();
        }
    }

    private Process child(Map<String, Object> properties) throws IOException {
        List<String> command =
                JavaCommand.of(
                        "-cp",
                        System.getProperty("java.class.path"),
                        DispatcherServiceApplication.class.getName(),
                        "--spring.main.web-application-type=none");
        command.addAll(dispatcher.arguments(properties));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    @Test
    void theNextStartTakesBackATransactionLeftOpen() {
        dispatcher.start();
        dispatcher.subscribeNow(aSubscription("wh_a"));
        dispatcher.stop();
        dispatcher.sendEvents(0, 100);

        try (KafkaProducer<byte[], byte[]> former =
                dispatcher
                        .clients()
                        .producer(Map.of("transactional.id", dispatcher.transactionalId()))) {
            former.initTransactions();
            former.beginTransaction();
            var _ = former.send(stray());
            former.flush();

            dispatcher.start();
            assertEachOnce(100);
        }
    }

    private ProducerRecord<byte[], byte[]> stray() {
        return new ProducerRecord<>(
                dispatcher.topic(Topic.DELIVERIES), "stray".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void recoversWhenItsProducerIsFenced() {
        dispatcher.start();
        dispatcher.subscribeNow(aSubscription("wh_a"));
        dispatcher.sendEvents(0, 1000);
        dispatcher.awaitDeliveries(1);

        try (KafkaProducer<byte[], byte[]> other =
                dispatcher
                        .clients()
                        .producer(Map.of("transactional.id", dispatcher.transactionalId()))) {
            other.initTransactions();
        }
        dispatcher.sendEvents(1000, 2000);

        assertEachOnce(2000);
    }

    @Test
    void instancesThatComeAndGoShareTheWork() {
        dispatcher.start();
        dispatcher.subscribeNow(aSubscription("wh_a"));
        dispatcher.sendEvents(0, 3000);
        try (DispatcherUnderTest second = dispatcher.another().start()) {
            dispatcher.sendEvents(3000, 6000);
            dispatcher.awaitDeliveries(3500);
            second.stop();
            dispatcher.sendEvents(6000, 9000);

            assertEachOnce(9000);
        }
    }
}
