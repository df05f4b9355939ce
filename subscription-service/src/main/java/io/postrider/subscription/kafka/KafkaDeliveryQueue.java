package io.postrider.subscription.kafka;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.postrider.model.Delivery;
import io.postrider.model.topic.Topic;
import io.postrider.model.topic.TopicLayout;
import io.postrider.model.wire.DeliveryCodec;
import io.postrider.runtime.kafka.WireRecords;
import io.postrider.subscription.deadletter.DeliveryQueue;

import java.util.List;

/** Writes replayed deliveries to the {@code deliveries} topic. */
public final class KafkaDeliveryQueue implements DeliveryQueue {

    private final AcknowledgedProducer producer;
    private final String topic;
    private final Counter replayed;

    public KafkaDeliveryQueue(
            AcknowledgedProducer producer, TopicLayout layout, MeterRegistry meters) {
        this.producer = producer;
        this.topic = layout.name(Topic.DELIVERIES);
        this.replayed = meters.counter("postrider.deadletters.replayed");
    }

    @Override
    public void append(Delivery delivery) {
        producer.send(List.of(WireRecords.to(topic, DeliveryCodec.encode(delivery))));
        replayed.increment();
    }
}
