package io.postrider.worker;

import static io.postrider.worker.Fixtures.aDelivery;
import static io.postrider.worker.Fixtures.aSnapshot;
import static io.postrider.worker.Fixtures.aSubscriptionId;
import static io.postrider.worker.World.PATIENCE;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.postrider.model.Delivery;
import io.postrider.model.SubscriptionSnapshot;
import io.postrider.testing.Answer;
import io.postrider.testing.RealKafka;
import io.postrider.testing.Receiver;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

class LongAttemptIT {

    /** The longest tier there is here, and so the wait of a safety copy. */
    private static final Duration MAX_TIER = Duration.ofSeconds(4);

    private final Receiver receiver = Receiver.start();
    private final World world =
            new World(
                    RealKafka.shared().bootstrapServers(),
                    Map.of(
                            "postrider.worker.stop-within", "500ms",
                            "postrider.worker.long-attempts.after", "500ms",
                            "postrider.topics.partitions.deliveries", "1"));

    @AfterEach
    void stop() {
        world.close();
        receiver.close();
    }

    private Delivery delivery(String path, Duration... delays) {
        SubscriptionSnapshot snapshot = aSnapshot(aSubscriptionId(), receiver.url(path), delays);
        return aDelivery(snapshot.id(), world.publish(snapshot), "{}");
    }

    private double copies(String event) {
        return world.bean(MeterRegistry.class)
                .get("postrider.safety.copies")
                .tag("event", event)
                .functionCounter()
                .count();
    }

    private void awaitOutside() {
        World.await(() ->
                world.gauge("postrider.attempts.outside.windows") == 1
                        && world.gauge("postrider.deliveries.in.hand") == 0);
    }

    @Test
    void anAttemptThatLastsIsMadeOnce() {
        CountDownLatch gate = new CountDownLatch(1);
        receiver.answer("/slow", Answer.heldUntil(gate));
        Delivery slow = delivery("/slow");
        world.produce(slow);
        awaitOutside();
        World.await(() -> copies("renewed") > 0);
        gate.countDown();
        assertThat(world.awaitReports(slow.id(), 1)).hasSize(1);
        World.await(() -> copies("dropped") == 1);
        world.stopWorker();
        world.startWorker();

        // whatever is left of the copy is due before this
        receiver.answer("/later", Answer.status(500), Answer.ok());
        world.produce(delivery("/later", MAX_TIER));
        receiver.awaitReceived("/later", 2, PATIENCE);
        assertThat(receiver.received("/slow")).hasSize(1);
        assertThat(world.gauge("postrider.attempts.outside.windows")).isZero();
    }

    @Test
    void anAttemptThatTheWorkerDoesNotLiveToTheEndOfIsMadeAgain() {
        receiver.answer("/slow", Answer.hang());
        world.produce(delivery("/slow"));
        awaitOutside();
        world.stopWorker();

        receiver.answer("/slow", Answer.ok());
        world.startWorker();
        assertThat(receiver.awaitReceived("/slow", 2, PATIENCE)).hasSize(2);
    }
}
