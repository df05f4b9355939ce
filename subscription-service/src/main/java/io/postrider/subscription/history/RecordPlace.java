package io.postrider.subscription.history;

import io.postrider.model.RecordPosition;
import io.postrider.model.topic.Topic;

/** Where a record lies in Kafka. */
public record RecordPlace(Topic topic, RecordPosition position) {}
