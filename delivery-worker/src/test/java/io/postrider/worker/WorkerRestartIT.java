package io.postrider.worker;

import static io.postrider.worker.Fixtures.aDelivery;
import static io.postrider.worker.Fixtures.aSnapshot;
import static io.postrider.worker.Fixtures.aSubscriptionId;
import static io.postrider.worker.World.PATIENCE;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.model.Delivery;
import io.postrider.model.Payload;
import io.postrider.model.SubscriptionSnapshot;
import io.postrider.model.topic.Topic;
import io.postrider.model.wire.DeliveryCodec;
import io.postrider.runtime.kafka.WireRecords;
import io.postrider.testing.Answer;
import io.postrider.testing.RealKafka;
import io.postrider.testing.Receiver;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

class WorkerRestartIT {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Receiver receiver = Receiver.start();
    private final World world =
            new World(
                    RealKafka.shared().bootstrapServers(),
                    Map.of(
                            "postrider.worker.stop-within", "500ms",
                            "postrider.worker.long-attempts.after", "30s",
                            "postrider.topics.partitions.deliveries", "1"));

    @AfterEach
    void stop() {
        world.close();
        receiver.close();
    }

    private List<Delivery> deliveries(String path, int count, Duration... delays) {
        SubscriptionSnapshot snapshot = aSnapshot(aSubscriptionId(), receiver.url(path), delays);
        long offset = world.publish(snapshot);
        return IntStream.range(0, count)
                .mapToObj(i -> aDelivery(snapshot.id(), offset, "{\"n\":" + i + "}"))
                .toList();
    }

    private static List<Delivery> withBodiesOf(int bytes, List<Delivery> deliveries) {
        Payload body = Payload.of("\"" + "x".repeat(bytes - 2) + "\"");
        return deliveries.stream()
                .map(delivery ->
                        new Delivery(
                                delivery.id(),
                                delivery.event(),
                                delivery.subscription(),
                                delivery.createdAt(),
                                delivery.progress(),
                                body))
                .toList();
    }

    @Test
    void repeatsWhatWasInFlightAndNothingThatWasDone() {
        receiver.answer("/stuck", Answer.hang());
        world.produceAll(deliveries("/stuck", 1));
        List<Delivery> others = deliveries("/quick", 300);
        world.produceAll(others);
        receiver.awaitReceived("/stuck", 1, PATIENCE);
        receiver.awaitReceived("/quick", 300, PATIENCE);
        world.awaitReported(others);
        World.await(() -> world.gauge("postrider.deliveries.in.hand") == 1);
        world.stopWorker();

        receiver.answer("/stuck", Answer.ok());
        List<Delivery> last = deliveries("/last", 1);
        world.produceAll(last);
        world.startWorker();

        receiver.awaitReceived("/last", 1, PATIENCE);
        assertThat(receiver.awaitReceived("/stuck", 2, PATIENCE)).hasSize(2);
        assertThat(receiver.received("/quick")).hasSize(300);
    }

    @Test
    void firesWaitingRetriesAfterARestart() {
        receiver.answer("/later", Answer.status(500), Answer.ok());
        // not due before the worker has stopped
        List<Delivery> one = deliveries("/later", 1, SECOND.multipliedBy(10));
        world.produceAll(one);
        world.awaitReports(one.getFirst().id(), 1);
        world.stopWorker();
        assertThat(receiver.received("/later")).hasSize(1);
        world.startWorker();

        receiver.awaitReceived("/later", 2, PATIENCE);
    }

    @Test
    void emptiesATierThatIsNoLongerConfigured() throws Exception {
        Delivery delivery = deliveries("/stranded", 1).getFirst();
        world.stopWorker();
        String removed = world.name(Topic.DELIVERIES).replace("deliveries", "retry.3s");
        world.create(removed);
        world.produce(WireRecords.to(removed, DeliveryCodec.encode(delivery)));
        world.startWorker();

        receiver.awaitReceived("/stranded", 1, PATIENCE);
    }

    @Test
    void aHangingEndpointDoesNotDelayTheOthers() {
        receiver.answer("/dead", Answer.hang());
        world.produceAll(deliveries("/dead", 3_000));
        world.produceAll(deliveries("/alive", 20));

        // nothing ends an attempt at the dead one by then
        receiver.awaitReceived("/alive", 20, PATIENCE);
    }

    /** 80 MB, more than the worker takes in hand for all of them together. */
    @Test
    void aHangingEndpointWithLargeBodiesDoesNotDelayTheOthers() {
        receiver.answer("/dead", Answer.hang());
        world.produceAll(withBodiesOf(40_000, deliveries("/dead", 2_000)));
        world.produceAll(deliveries("/alive", 20));

        receiver.awaitReceived("/alive", 20, PATIENCE);
    }
}
