package io.postrider.subscription.kafka;

import io.postrider.model.retry.ShortDuration;
import io.postrider.model.topic.Topic;
import io.postrider.model.topic.TopicLayout;
import io.postrider.subscription.pipeline.Lags.Stage;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a stage reads. */
record StageRead(Stage stage, String topic, Optional<String> tier) {

    static List<StageRead> all(TopicLayout layout) {
        List<StageRead> reads = new ArrayList<>();
        reads.add(new StageRead(Stage.DISPATCHER, layout.name(Topic.EVENTS), Optional.empty()));
        reads.add(new StageRead(Stage.WORKER, layout.name(Topic.DELIVERIES), Optional.empty()));
        layout.ladder()
                .tiers()
                .forEach(tier ->
                        reads.add(
                                new StageRead(
                                        Stage.RELAY,
                                        layout.retryName(tier),
                                        Optional.of(ShortDuration.format(tier)))));
        for (Topic topic :
                List.of(
                        Topic.DELIVERIES,
                        Topic.ATTEMPTS,
                        Topic.DEAD_LETTERS,
                        Topic.EVENTS_INVALID)) {
            reads.add(new StageRead(Stage.HISTORY, layout.name(topic), Optional.empty()));
        }
        return List.copyOf(reads);
    }
}
