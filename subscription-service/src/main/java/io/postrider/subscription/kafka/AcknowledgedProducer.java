package io.postrider.subscription.kafka;

import io.postrider.runtime.kafka.KafkaClients;
import io.postrider.runtime.pipeline.PipelineStage;
import io.postrider.subscription.refusal.Refusal;
import io.postrider.subscription.refusal.RefusedException;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** Produces on behalf of a request, which waits for the acknowledgement no longer than a time. */
public final class AcknowledgedProducer implements PipelineStage {

    private static final String AWAY = "Kafka does not answer; try again shortly";

    private final KafkaClients clients;
    private final Duration patience;
    private volatile @Nullable KafkaProducer<byte[], byte[]> producer;

    public AcknowledgedProducer(KafkaClients clients, Duration patience) {
        this.clients = clients;
        this.patience = patience;
    }

    @Override
    public String name() {
        return "event intake";
    }

    /** Half the time is for finding the broker, half for its answer. */
    @Override
    public void start() {
        int half = Math.toIntExact(patience.dividedBy(2).toMillis());
        producer =
                clients.producer(
                        Map.of(
                                ProducerConfig.CLIENT_ID_CONFIG,
                                "postrider-intake",
                                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                                half,
                                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                                half - 1,
                                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                                half));
    }

    @Override
    public boolean isReady() {
        return producer != null;
    }

    /**
     * Returns when all replicas in sync have all of the records.
     *
     * @throws RefusedException when that cannot be said in time, or one of them is too large
     */
    void send(List<ProducerRecord<byte[], byte[]>> records) {
        KafkaProducer<byte[], byte[]> open = producer;
        if (open == null) {
            throw new RefusedException(new Refusal.Unavailable(AWAY));
        }
        List<Future<RecordMetadata>> sent = new ArrayList<>(records.size());
        try {
            for (ProducerRecord<byte[], byte[]> record : records) {
                Future<RecordMetadata> acknowledgement = open.send(record);
                sent.add(acknowledgement);
                // each of the others would wait for as long as this one
                if (acknowledgement.state() == Future.State.FAILED) {
                    break;
                }
            }
            for (int i = 0; i < sent.size(); i++) {
                await(sent.get(i), i);
            }
        } catch (KafkaException | IllegalStateException e) {
            throw RefusedException.unavailable(AWAY, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw RefusedException.unavailable("Postrider is shutting down", e);
        }
    }

    private static void await(Future<RecordMetadata> acknowledgement, int index)
            throws InterruptedException {
        try {
            acknowledgement.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RecordTooLargeException tooLarge) {
                throw new RefusedException(
                        new Refusal.TooLarge(
                                "Kafka does not take record [%d] of the request: %s"
                                        .formatted(index, tooLarge.getMessage())),
                        e);
            }
            throw RefusedException.unavailable(AWAY, e);
        }
    }

    @Override
    public void stop() {
        KafkaProducer<byte[], byte[]> open = producer;
        producer = null;
        if (open != null) {
            open.close(patience);
        }
    }
}
