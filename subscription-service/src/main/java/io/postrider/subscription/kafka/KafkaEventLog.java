package io.postrider.subscription.kafka;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.postrider.model.Event;
import io.postrider.model.topic.Topic;
import io.postrider.model.topic.TopicLayout;
import io.postrider.model.wire.EventCodec;
import io.postrider.runtime.kafka.WireRecords;
import io.postrider.subscription.event.EventLog;

import java.util.List;

/** Writes events to the {@code events} topic, in the plain envelope. */
public final class KafkaEventLog implements EventLog {

    private final AcknowledgedProducer producer;
    private final String topic;
    private final Counter accepted;

    public KafkaEventLog(AcknowledgedProducer producer, TopicLayout layout, MeterRegistry meters) {
        this.producer = producer;
        this.topic = layout.name(Topic.EVENTS);
        this.accepted = meters.counter("postrider.intake.events");
    }

    @Override
    public void append(List<Event> events) {
        producer.send(
                events.stream()
                        .map(event -> WireRecords.to(topic, EventCodec.encode(event)))
                        .toList());
        accepted.increment(events.size());
    }
}
