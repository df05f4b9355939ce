package io.postrider.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postrider.testing.Answer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.Map;

/** What becomes of deliveries while their webhook is paused, and afterwards. */
class PauseIT {

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
    void whatIsHeldOutlastsAKilledWorkerAndIsSentWhenThePauseIsOver() throws Exception {
        int count = 50;
        scene.receiver.answer("/hook", Answer.status(404), Answer.ok());
        String webhook = scene.webhook("/hook", Map.of("retry_policy", Scene.retries("8s")));
        scene.webhook("/other");
        long before = scene.kafka.putUpForRetry();
        scene.produce(1);
        scene.awaitArrivals(2);
        switchTo(webhook, "pause");
        await("the worker holds the retry")
                .atMost(Scene.LONGEST)
                .until(() -> scene.kafka.putUpForRetry() >= before + 2);
        scene.produce(count);
        await("the other webhook is not held up")
                .atMost(Scene.LONGEST)
                .until(() -> scene.receiver.received("/other").size() > count);
        Instance worker = scene.topology.worker();
        worker.kill();
        worker.start();
        worker.awaitReady();
        await("each was held again and again")
                .atMost(Scene.LONGEST)
                .until(() -> scene.kafka.putUpForRetry() >= before + 3L * count);

        assertThat(scene.receiver.received("/hook")).as("before the pause").hasSize(1);
        assertThat(scene.topology.api().deliveries(webhook))
                .extracting(delivery -> delivery.get("state").asString())
                .containsOnly("pending");

        switchTo(webhook, "resume");

        scene.awaitAll();
        // the one that failed before the pause, its retry, and every other one; the kill may have
        // doubled what was held and not committed
        assertThat(scene.receiver.received("/hook").size()).isBetween(2 + count, 2 + 2 * count);
    }

    private void switchTo(String webhook, String operation) {
        assertThat(
                        scene.topology
                                .api()
                                .post(
                                        "/api/v1/webhooks/%s/%s".formatted(webhook, operation),
                                        Map.of())
                                .status())
                .isEqualTo(200);
    }
}
