package io.postrider.worker;

import static io.postrider.worker.Fixtures.aDelivery;
import static io.postrider.worker.Fixtures.aSnapshot;
import static io.postrider.worker.Fixtures.aSubscriptionId;
import static io.postrider.worker.World.PATIENCE;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.model.SubscriptionSnapshot;
import io.postrider.testing.Answer;
import io.postrider.testing.RealKafka;
import io.postrider.testing.Receiver;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A worker that stops in order, with time enough for what it has begun. */
class WorkerStopIT {

    private static final int BURST = 3_000;

    private final Receiver receiver = Receiver.start();
    private final World world =
            new World(
                    RealKafka.shared().bootstrapServers(),
                    Map.of(
                            "postrider.worker.stop-within", "1m",
                            "postrider.topics.partitions.deliveries", "1"));

    @AfterEach
    void stop() {
        world.close();
        receiver.close();
    }

    @Test
    void inTheMiddleOfABurstNothingIsLostNorDoneTwice() {
        // so that the burst takes seconds
        receiver.answer("/burst", Answer.ok().after(Duration.ofMillis(100)));
        SubscriptionSnapshot snapshot = aSnapshot(aSubscriptionId(), receiver.url("/burst"));
        long offset = world.publish(snapshot);
        world.produceAll(
                IntStream.range(0, BURST)
                        .mapToObj(i -> aDelivery(snapshot.id(), offset, "{\"n\":" + i + "}"))
                        .toList());
        receiver.awaitReceived("/burst", 200, PATIENCE);
        world.stopWorker();
        assertThat(receiver.received("/burst")).hasSizeLessThan(BURST);
        world.startWorker();

        World.await(() -> new HashSet<>(bodies()).size() == BURST);
        assertThat(bodies()).hasSize(BURST);
    }

    private List<String> bodies() {
        return receiver.received("/burst").stream().map(post -> post.bodyText()).toList();
    }
}
