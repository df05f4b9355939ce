package io.postrider.subscription.config;

import io.postrider.model.topic.Topic;
import io.postrider.model.topic.TopicLayout;
import io.postrider.subscription.history.Retention;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.time.Duration;
import java.util.Objects;

/**
 * {@code postrider.history.*}.
 *
 * @param retention for which deliveries and attempts are kept, in whole days
 */
@ConfigurationProperties("postrider.history")
record HistoryProperties(@DefaultValue("30d") Duration retention) {

    /** History must last as long as dead letters, or a letter's replay would have none to go on. */
    Retention toRetention(TopicLayout layout) {
        Duration deadLetters = Objects.requireNonNull(layout.retention().get(Topic.DEAD_LETTERS));
        if (retention.compareTo(deadLetters) < 0) {
            throw new IllegalArgumentException(
                    "postrider.history.retention (%dd) must not be shorter than"
                                    .formatted(retention.toDays())
                            + " postrider.topics.retention.dead-letters (%dd)"
                                    .formatted(deadLetters.toDays()));
        }
        return new Retention(retention, deadLetters);
    }
}
