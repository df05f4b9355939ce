package io.postrider.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;

import java.util.Map;

class KafkaClientsTest {

    private final KafkaClients clients = new KafkaClients(new KafkaProperties(), 1024 * 1024);

    @Test
    void noticeNewPartitionsWithinHalfAMinute() {
        assertThat(clients.consumerSettings(Map.of())).containsEntry("metadata.max.age.ms", 30_000);
        assertThat(clients.producerSettings(Map.of())).containsEntry("metadata.max.age.ms", 30_000);
    }
}
