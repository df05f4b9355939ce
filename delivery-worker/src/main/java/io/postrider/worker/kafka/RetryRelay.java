package io.postrider.worker.kafka;

import io.postrider.model.Delivery;
import io.postrider.model.topic.Topic;
import io.postrider.model.topic.TopicLayout;
import io.postrider.model.wire.DeliveryCodec;
import io.postrider.model.wire.MalformedRecordException;
import io.postrider.runtime.kafka.KafkaClients;
import io.postrider.runtime.kafka.WireRecords;
import io.postrider.runtime.pipeline.PipelineStage;
import io.postrider.worker.delivery.Hold;
import io.postrider.worker.retry.ReleaseRule;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Brings deliveries out of the retry topics when they are due: into the tier that is left to wait,
 * or back to the deliveries. What is due when stands in Kafka alone, so a restart changes nothing.
 * What is due while its subscription is paused waits on. A parked delivery is released early when
 * its lane has room. Little more is released than the worker takes before long: it would stand in
 * line there, and make others stand.
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

    private static final Logger log = LoggerFactory.getLogger(RetryRelay.class);

    private final TopicLayout layout;
    private final ReleaseRule rule;
    private final AckedProducer producer;
    private final InvalidRecords invalid;
    private final Hold hold;
    private final ReturnedCopies copies;
    private final RelayGauge gauge;
    private final PollLoop loop;

    /**
     * A relay.
     *
     * @param lanes where what is parked is called back to
     * @param deliveries whose partitions the retry topics' follow
     * @param steadyClock one that never jumps: what waits is measured by it
     */
    public RetryRelay(
            KafkaClients clients,
            TopicLayout layout,
            Settings settings,
            AckedProducer producer,
            InvalidRecords invalid,
            Hold hold,
            ReturnedCopies copies,
            ReleaseCredit credit,
            Lanes lanes,
            DeliveryConsumer deliveries,
            Clock clock,
            Clock steadyClock) {
        this.layout = layout;
        this.rule = new ReleaseRule(layout.ladder());
        this.producer = producer;
        this.invalid = invalid;
        this.hold = hold;
        this.copies = copies;
        Map<String, Duration> tiers =
                layout.ladder().tiers().stream()
                        .collect(Collectors.toMap(layout::retryName, Function.identity()));
        this.gauge = new RelayGauge(tiers.keySet());
        this.loop =
                new PollLoop(
                        "retry-relay",
                        () ->
                                ConsumerSettings.following(
                                        clients,
                                        settings.member(),
                                        ConsumerSettings.RETRIES,
                                        deliveries::owned),
                        consumer ->
                                new RelaySession(
                                        consumer,
                                        withRemoved(tiers, consumer.listTopics().keySet()),
                                        settings,
                                        new Truncation(clients, settings.truncateInterval()),
                                        new Sends(),
                                        gauge,
                                        new RelaySession.Clocks(clock, steadyClock),
                                        credit,
                                        lanes,
                                        deliveries::owned),
                        settings.stopWithin(),
                        steadyClock);
    }

    /** What waits in a tier that is no longer configured must come out of it all the same. */
    private Map<String, Duration> withRemoved(Map<String, Duration> tiers, Set<String> topics) {
        Map<String, Duration> all = new HashMap<>(tiers);
        for (String topic : topics) {
            layout.retryTier(topic)
                    .filter(tier -> all.putIfAbsent(topic, tier) == null)
                    .ifPresent(_ -> log.info("{} is no configured tier, emptying it", topic));
        }
        return all;
    }

    private final class Sends implements RelaySession.Forward {

        @Override
        public CompletionStage<Void> forward(ConsumerRecord<byte[], byte[]> record, Instant now) {
            return copies.take(record).orElseGet(() -> release(record, now));
        }

        private CompletionStage<Void> release(ConsumerRecord<byte[], byte[]> record, Instant now) {
            try {
                Delivery delivery = DeliveryCodec.decode(WireRecords.of(record));
                return producer.send(
                        rule.nextTier(delivery.progress(), now)
                                .map(tier -> copy(record, layout.retryName(tier)))
                                .orElseGet(() -> due(record, delivery, now)));
            } catch (MalformedRecordException e) {
                return invalid.layAside(record, String.valueOf(e.getMessage()));
            }
        }

        @Override
        public CompletionStage<Void> callBack(ConsumerRecord<byte[], byte[]> record) {
            return producer.send(copy(record, layout.name(Topic.DELIVERIES)));
        }

        @Override
        public boolean drop(ConsumerRecord<byte[], byte[]> record) {
            return copies.drop(record);
        }
    }

    private ProducerRecord<byte[], byte[]> due(
            ConsumerRecord<byte[], byte[]> record, Delivery delivery, Instant now) {
        return hold.onDue(delivery, now)
                .flatMap(progress ->
                        rule.nextTier(progress, now)
                                .map(tier ->
                                        WireRecords.to(
                                                layout.retryName(tier),
                                                DeliveryCodec.encode(
                                                        delivery.withProgress(progress)))))
                .orElseGet(() -> copy(record, layout.name(Topic.DELIVERIES)));
    }

    private static ProducerRecord<byte[], byte[]> copy(
            ConsumerRecord<byte[], byte[]> record, String topic) {
        return new ProducerRecord<>(topic, null, record.key(), record.value(), record.headers());
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
