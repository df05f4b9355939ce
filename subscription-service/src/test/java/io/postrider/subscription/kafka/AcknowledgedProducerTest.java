package io.postrider.subscription.kafka;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.postrider.runtime.kafka.KafkaClients;
import io.postrider.subscription.refusal.RefusedException;
import io.postrider.testing.FreePorts;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;

import java.time.Duration;
import java.util.Collections;
import java.util.List;

class AcknowledgedProducerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int RECORDS = 100;

    private final AcknowledgedProducer producer =
            new AcknowledgedProducer(new KafkaClients(properties(), 1024 * 1024), PATIENCE);

    private static KafkaProperties properties() {
        KafkaProperties properties = new KafkaProperties();
        properties.setBootstrapServers(List.of("127.0.0.1:" + FreePorts.next()));
        return properties;
    }

    @AfterEach
    void stop() {
        producer.stop();
    }

    /** As when Kafka is away and nothing is known of the topic yet. */
    @Test
    void manyRecordsWaitNoLongerThanOne() {
        producer.start();
        List<ProducerRecord<byte[], byte[]>> records =
                Collections.nCopies(RECORDS, new ProducerRecord<>("t", new byte[0]));

        assertTimeoutPreemptively(
                PATIENCE.multipliedBy(RECORDS / 10),
                () ->
                        assertThatThrownBy(() -> producer.send(records))
                                .isInstanceOf(RefusedException.class));
    }
}
