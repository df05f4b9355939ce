package io.postrider.subscription.rest;

import io.postrider.model.ParkReason;
import io.postrider.subscription.pipeline.Backlogs;
import io.postrider.subscription.pipeline.Lags;
import io.postrider.subscription.pipeline.Lags.Lag;
import io.postrider.subscription.pipeline.Lags.Stage;
import io.postrider.subscription.pipeline.WorkerBook;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * How the pipeline does.
 *
 * @param stages empty while Kafka says nothing
 * @param retries null while Kafka says nothing
 * @param parked deliveries in the retry tiers without an attempt, by reason, as far as the workers
 *     there are have parked them
 * @param pausedWebhooks whose deliveries are held in the retry tiers and not counted as parked
 * @param lanes the longest in their state first
 */
record PipelineView(
        Instant at,
        KafkaView kafka,
        List<StageView> stages,
        @Nullable RetriesView retries,
        Map<String, Integer> parked,
        long pausedWebhooks,
        LaneCounts laneCounts,
        List<LaneView> lanes,
        OutboxView outbox,
        long deadLettersLastHour,
        List<WorkerView> workers) {

    private static final int MOST_LANES = 100;

    /** Whether it answers, and else why not. */
    record KafkaView(boolean available, @Nullable String trouble, Instant askedAt) {}

    /** How many records a stage has yet to read. */
    record StageView(String stage, long lag, List<TopicLagView> topics) {

        static StageView of(Stage stage, List<Lag> lags) {
            List<TopicLagView> topics =
                    lags.stream()
                            .filter(lag -> lag.stage() == stage)
                            .map(lag -> new TopicLagView(lag.topic(), lag.records()))
                            .toList();
            return new StageView(
                    stage.code(), topics.stream().mapToLong(TopicLagView::lag).sum(), topics);
        }
    }

    record TopicLagView(String topic, long lag) {}

    /** What waits in the retry tiers. */
    record RetriesView(long waiting, List<TierView> tiers) {}

    record TierView(String tier, long waiting) {}

    /** How many lanes are in which state. */
    record LaneCounts(long failing, long throttled, long waiting, long unknown) {}

    /** Changes of webhooks and events of Postrider's own that Kafka has yet to hear of. */
    record OutboxView(long waiting, long setAside) {}

    record WorkerView(String name, Instant heardAt, boolean silent) {}

    static PipelineView of(
            Instant at, Lags.Reading kafka, WorkerBook book, Backlogs.Figures figures) {
        List<LaneView> lanes = book.lanes().stream().map(LaneView::of).toList();
        boolean told = kafka.trouble().isEmpty();
        return new PipelineView(
                at,
                new KafkaView(told, kafka.trouble().orElse(null), kafka.at()),
                told
                        ? Stream.of(Stage.DISPATCHER, Stage.WORKER, Stage.HISTORY)
                                .map(stage -> StageView.of(stage, kafka.lags()))
                                .toList()
                        : List.of(),
                told ? retries(kafka.lags()) : null,
                parked(book),
                figures.paused(),
                new LaneCounts(
                        count(lanes, "failing"),
                        count(lanes, "throttled"),
                        count(lanes, "waiting"),
                        count(lanes, "unknown")),
                lanes.stream().limit(MOST_LANES).toList(),
                new OutboxView(figures.outbox(), figures.setAside()),
                figures.deadLetters(),
                book.workers().stream()
                        .map(it -> new WorkerView(it.name(), it.heardAt(), it.silent()))
                        .toList());
    }

    private static RetriesView retries(List<Lag> lags) {
        List<TierView> tiers =
                lags.stream()
                        .flatMap(lag ->
                                lag.tier().stream().map(tier -> new TierView(tier, lag.records())))
                        .toList();
        return new RetriesView(tiers.stream().mapToLong(TierView::waiting).sum(), tiers);
    }

    private static Map<String, Integer> parked(WorkerBook book) {
        Map<String, Integer> parked = new TreeMap<>();
        for (ParkReason reason : ParkReason.values()) {
            int count =
                    book.lanes().stream()
                            .filter(WorkerBook.Standing::current)
                            .mapToInt(it -> it.lane().parked().getOrDefault(reason, 0))
                            .sum();
            if (count > 0) {
                parked.put(reason.code(), count);
            }
        }
        return parked;
    }

    private static long count(List<LaneView> lanes, String state) {
        return lanes.stream().filter(lane -> lane.state().equals(state)).count();
    }
}
