package io.postrider.worker.kafka;

import io.postrider.model.AttemptReport;
import io.postrider.model.Delivery;
import io.postrider.model.FailedDelivery;
import io.postrider.model.Progress;
import io.postrider.model.RetryWait;
import io.postrider.model.topic.Topic;
import io.postrider.model.topic.TopicLayout;
import io.postrider.model.wire.AttemptCodec;
import io.postrider.model.wire.DeliveryCodec;
import io.postrider.model.wire.WireRecord;
import io.postrider.runtime.kafka.WireRecords;
import io.postrider.worker.delivery.Outbox;
import io.postrider.worker.retry.ReleaseRule;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionStage;

/** Writes what the worker decides to the topics. */
public final class KafkaOutbox implements Outbox {

    private final AckedProducer producer;
    private final TopicLayout layout;
    private final ReleaseRule rule;
    private final Clock clock;

    public KafkaOutbox(AckedProducer producer, TopicLayout layout, ReleaseRule rule, Clock clock) {
        this.producer = producer;
        this.layout = layout;
        this.rule = rule;
        this.clock = clock;
    }

    @Override
    public CompletionStage<Void> await(Delivery delivery) {
        String topic =
                rule.nextTier(delivery.progress(), clock.instant())
                        .map(layout::retryName)
                        .orElseGet(() -> layout.name(Topic.DELIVERIES));
        return send(topic, DeliveryCodec.encode(delivery));
    }

    /** In one tier: each hop to another one would write the body again. */
    @Override
    public CompletionStage<Void> keep(Delivery delivery, String copy, Duration wait) {
        Duration tier = rule.ladder().covering(wait);
        Instant now = clock.instant();
        Progress waiting = delivery.progress().waiting(new RetryWait(now, now.plus(tier)));
        return send(
                layout.retryName(tier),
                DeliveryCodec.encodeSafetyCopy(delivery.withProgress(waiting), copy));
    }

    @Override
    public CompletionStage<Void> deadLetter(FailedDelivery failed) {
        return send(layout.name(Topic.DEAD_LETTERS), DeliveryCodec.encode(failed));
    }

    @Override
    public CompletionStage<Void> report(AttemptReport report) {
        return send(layout.name(Topic.ATTEMPTS), AttemptCodec.encode(report));
    }

    private CompletionStage<Void> send(String topic, WireRecord record) {
        return producer.send(WireRecords.to(topic, record));
    }
}
