package io.postrider.worker;

import static io.postrider.worker.Fixtures.aDelivery;
import static io.postrider.worker.Fixtures.aSnapshot;
import static io.postrider.worker.Fixtures.aSubscriptionId;
import static io.postrider.worker.World.PATIENCE;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.model.Delivery;
import io.postrider.model.SubscriptionSnapshot;
import io.postrider.testing.Answer;
import io.postrider.testing.RealKafka;
import io.postrider.testing.Receiver;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

class KafkaOutageIT {

    @Test
    void finishesWhatItHadInHandWhenKafkaIsBack() {
        try (RealKafka.Own kafka = RealKafka.startOwn();
                Receiver receiver = Receiver.start();
                World world = new World(kafka.bootstrapServers(), Map.of())) {
            CountDownLatch gate = new CountDownLatch(1);
            receiver.answer("/slow", new Answer.Held(gate, Answer.status(500)), Answer.ok());
            SubscriptionSnapshot snapshot =
                    aSnapshot(aSubscriptionId(), receiver.url("/slow"), Duration.ofSeconds(1));
            Delivery before = aDelivery(snapshot.id(), world.publish(snapshot), "{}");
            world.produce(before);
            receiver.awaitReceived("/slow", 1, PATIENCE);
            kafka.stop();
            gate.countDown();
            World.await(() -> world.gauge("postrider.attempts.in.flight") == 0);
            // the answer has come, and there is no Kafka to write the retry to
            kafka.start();

            receiver.awaitReceived("/slow", 2, PATIENCE);
            assertThat(world.awaitReports(before.id(), 2)).hasSize(2);
            Delivery after = aDelivery(snapshot.id(), before.subscription().offset(), "{}");
            world.produce(after);
            assertThat(world.awaitReports(after.id(), 1)).hasSize(1);
        }
    }
}
