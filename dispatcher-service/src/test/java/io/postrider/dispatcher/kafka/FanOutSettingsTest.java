package io.postrider.dispatcher.kafka;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.postrider.model.retry.RetryLadder;
import io.postrider.model.topic.TopicLayout;
import io.postrider.runtime.kafka.KafkaClients;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;

import java.time.Duration;
import java.util.Map;

class FanOutSettingsTest {

    private final KafkaClients clients = new KafkaClients(new KafkaProperties(), 1024 * 1024);

    /** It wants the delivery timeout to be no less than what lingers and one request may take. */
    @ParameterizedTest
    @ValueSource(ints = {1, 15})
    void kafkaTakesTheProducersSettingsForEachTimeoutThatIsAllowed(int seconds) {
        FanOutSettings settings =
                new FanOutSettings(
                        new TopicLayout(
                                "postrider.", 1, Map.of(), Map.of(), 1024, RetryLadder.STANDARD),
                        "test",
                        10,
                        10,
                        1_000_000,
                        Duration.ofSeconds(seconds));

        assertThatCode(() -> clients.producer(settings.producer()).close(Duration.ZERO))
                .doesNotThrowAnyException();
    }
}
