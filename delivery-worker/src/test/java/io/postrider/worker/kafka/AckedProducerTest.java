package io.postrider.worker.kafka;

import static io.postrider.testing.Patience.await;
import static io.postrider.worker.Fixtures.NOW;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.testing.SettableClock;

import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/** With the producer that Kafka ships for tests, which answers when it is told to. */
class AckedProducerTest {

    private final MockProducer<byte[], byte[]> kafka =
            new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final AckedProducer producer =
            new AckedProducer(() -> kafka, new Oversized("events.invalid", SettableClock.at(NOW)));

    @BeforeEach
    void start() {
        producer.start();
    }

    @AfterEach
    void stop() {
        producer.stop();
    }

    private List<CompletionStage<Void>> send(String... values) {
        return Stream.of(values)
                .map(value ->
                        producer.send(
                                new ProducerRecord<>(
                                        "attempts", value.getBytes(StandardCharsets.UTF_8))))
                .toList();
    }

    private void succeed() {
        await().until(kafka::completeNext);
    }

    private void fail() {
        await().until(() -> kafka.errorNext(new TimeoutException("Kafka is away")));
    }

    @Test
    void isReadyAgainWhenTheLastOfThoseThatFailedIsAcknowledged() {
        List<CompletionStage<Void>> sent = send("a", "b");
        fail();
        fail();
        assertThat(producer.isReady()).isFalse();

        succeed();
        assertThat(producer.isReady()).as("one of two is acknowledged").isFalse();
        succeed();
        assertThat(producer.isReady()).isTrue();
        assertThat(sent).allMatch(stage -> stage.toCompletableFuture().isDone());
    }

    @Test
    void whatSucceedsMeanwhileSaysNothingOfWhatFails() {
        send("fails");
        fail();
        send("succeeds");
        succeed();

        assertThat(producer.isReady()).isFalse();
    }

    @Test
    void whatFailsAgainAndAgainCountsOnce() {
        send("a");
        fail();
        fail();
        succeed();

        assertThat(producer.isReady()).isTrue();
    }
}
