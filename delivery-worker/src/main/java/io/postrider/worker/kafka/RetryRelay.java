package io.postrider.worker.kafka;

import io.postrider.model.topic.Topic;
import io.postrider.model.topic.TopicLayout;
import io.postrider.model.wire.DeliveryCodec;
import io.postrider.model.wire.MalformedRecordException;
import io.postrider.runtime.kafka.KafkaClients;
import io.postrider.runtime.kafka.WireRecords;
import io.postrider.runtime.pipeline.PipelineStage;
import io.postrider.worker.retry.ReleaseRule;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Brings deliveries out of the retry topics when they are due: into the tier that is left to wait,
 * or back to the deliveries. What is due when stands in Kafka alone, so a restart changes nothing.
 */
public final class RetryRelay implements PipelineStage {

    /**
     * How it works.
     *
     * @param maxBytesInHand of what is held and what is forwarded and not acknowledged, shared out
     *     among the partitions; a poll may bring as much again
     * @param truncateInterval between two deletions of what has been relayed
     */
    public record Settings(
            GroupMember member,
            Duration commitInterval,
            long maxBytesInHand,
            Duration truncateInterval,
            Duration stopWithin) {}

    private final TopicLayout layout;
    private final ReleaseRule rule;
    private final AckedProducer producer;
    private final InvalidRecords invalid;
    private final RelayGauge gauge;
    private final PollLoop loop;

    /**
     * A relay.
     *
     * @param steadyClock one that never jumps: what waits is measured by it
     */
    public RetryRelay(
            KafkaClients clients,
            TopicLayout layout,
            Settings settings,
            AckedProducer producer,
            InvalidRecords invalid,
            Clock clock,
            Clock steadyClock) {
        this.layout = layout;
        this.rule = new ReleaseRule(layout.ladder());
        this.producer = producer;
        this.invalid = invalid;
        Map<String, Duration> tiers =
                layout.ladder().tiers().stream()
                        .collect(Collectors.toMap(layout::retryName, Function.identity()));
        this.gauge = new RelayGauge(tiers.keySet());
        this.loop =
                new PollLoop(
                        "retry-relay",
                        () ->
                                ConsumerSettings.inGroup(
                                        clients, settings.member(), ConsumerSettings.RETRIES),
                        consumer ->
                                new RelaySession(
                                        consumer,
                                        tiers,
                                        settings,
                                        new Truncation(clients, settings.truncateInterval()),
                                        this::forward,
                                        gauge,
                                        new RelaySession.Clocks(clock, steadyClock)),
                        settings.stopWithin(),
                        steadyClock);
    }

    private CompletionStage<Void> forward(ConsumerRecord<byte[], byte[]> record, Instant now) {
        try {
            var progress = DeliveryCodec.decode(WireRecords.of(record)).progress();
            String topic =
                    rule.nextTier(progress, now)
                            .map(layout::retryName)
                            .orElseGet(() -> layout.name(Topic.DELIVERIES));
            return producer.send(
                    new ProducerRecord<>(
                            topic, null, record.key(), record.value(), record.headers()));
        } catch (MalformedRecordException e) {
            return invalid.layAside(record, String.valueOf(e.getMessage()));
        }
    }

    @Override
    public String name() {
        return "retry relay";
    }

    @Override
    public void start() throws InterruptedException {
        loop.start();
    }

    @Override
    public boolean isReady() {
        return loop.isReady();
    }

    @Override
    public void stop() throws InterruptedException {
        loop.stop();
    }

    /** What waits, for metrics. */
    public RelayGauge gauge() {
        return gauge;
    }
}
