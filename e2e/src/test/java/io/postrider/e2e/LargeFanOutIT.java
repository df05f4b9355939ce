package io.postrider.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postrider.testing.Received;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

/**
 * One large event for many webhooks, each of which gets a body of its own: as they lie in memory
 * the deliveries (450 MB) nearly fill the heap of a service (512 MB), and in Kafka they are almost
 * nothing.
 */
class LargeFanOutIT {

    private static final int WEBHOOKS = Integer.getInteger("postrider.fan-out.webhooks", 500);
    private static final int BYTES = 900_000;

    private Scene scene;

    @BeforeEach
    void set() throws Exception {
        scene = Scene.set();
    }

    @AfterEach
    void strike() {
        scene.close();
    }

    @Test
    void noServiceHoldsAllDeliveriesOfAnEventAtOnce() throws Exception {
        // a format that names the webhook in the body
        scene.webhooks(WEBHOOKS, Map.of("format", "envoyou"));
        RunningProcess dispatcher = scene.topology.process(Topology.DISPATCHER);
        RunningProcess worker = scene.topology.process(Topology.WORKER);

        scene.produce(1, "{\"s\":\"%s\"}".formatted("a".repeat(BYTES)));

        await("each webhook has got the event")
                .atMost(Scene.LONGEST)
                .until(() -> paths().size() >= WEBHOOKS);
        scene.kafka.awaitDrained();
        assertThat(paths()).hasSize(WEBHOOKS).doesNotHaveDuplicates();
        assertThat(dispatcher.isAlive()).as("the dispatcher lives").isTrue();
        assertThat(worker.isAlive()).as("the worker lives").isTrue();
    }

    private List<String> paths() {
        return scene.receiver.received().stream().map(Received::path).toList();
    }
}
