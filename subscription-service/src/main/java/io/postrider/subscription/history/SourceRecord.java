package io.postrider.subscription.history;

import io.postrider.model.RecordPosition;
import io.postrider.model.topic.Topic;
import io.postrider.model.wire.WireRecord;

import java.time.Instant;

/**
 * A record from which history is made.
 *
 * @param topicName in full
 * @param at when Kafka says it was written
 */
public record SourceRecord(
        Topic topic, String topicName, RecordPosition position, Instant at, WireRecord record) {}
