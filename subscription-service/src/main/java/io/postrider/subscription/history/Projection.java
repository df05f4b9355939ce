package io.postrider.subscription.history;

import io.postrider.model.Attempt;
import io.postrider.model.AttemptReport;
import io.postrider.model.AttemptReport.Attempted;
import io.postrider.model.AttemptReport.Cancelled;
import io.postrider.model.DeadLetterReason;
import io.postrider.model.Decision;
import io.postrider.model.Delivery;
import io.postrider.model.FailedDelivery;
import io.postrider.model.ParkReason;
import io.postrider.model.Progress;
import io.postrider.model.topic.Topic;
import io.postrider.model.wire.AttemptCodec;
import io.postrider.model.wire.DeliveryCodec;
import io.postrider.model.wire.MalformedRecordException;
import io.postrider.subscription.history.HistoryBatch.DeadLetterFact;
import io.postrider.subscription.history.HistoryBatch.GoneFact;
import io.postrider.subscription.history.Rank.Kind;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/** Turns records into what they tell of deliveries, and adds it to what was told before. */
public final class Projection {

    /** Beyond it, days are no longer written with four digits. */
    private static final Instant END_OF_TIME = Instant.parse("9999-12-31T00:00:00Z");

    /** A delivery that waited longer for its first attempt shows as pending by then. */
    private static final Duration AT_ONCE = Duration.ofSeconds(10);

    private final HistoryBuffer told;

    Projection(HistoryBuffer told) {
        this.told = told;
    }

    /** What the records tell, and nothing held back. */
    public static HistoryBatch of(Collection<SourceRecord> records) {
        HistoryBuffer told = new HistoryBuffer(Duration.ZERO);
        told.add(records, 0);
        return told.takeAll();
    }

    void add(SourceRecord source) {
        try {
            switch (source.topic()) {
                case DELIVERIES -> queued(source, DeliveryCodec.decode(source.record()));
                case ATTEMPTS -> reported(AttemptCodec.decode(source.record()));
                case DEAD_LETTERS -> failed(source, DeliveryCodec.decodeFailed(source.record()));
                case EVENTS_INVALID -> told.add(InvalidRecords.told(source));
                case EVENTS, SUBSCRIPTIONS, RETRY, WORKERS ->
                        throw new IllegalArgumentException("no history in " + source.topicName());
            }
        } catch (MalformedRecordException e) {
            told.add(InvalidRecords.found(source, String.valueOf(e.getMessage())));
        }
    }

    private void queued(SourceRecord source, Delivery delivery) {
        Progress progress = delivery.progress();
        boolean isNew = progress.equals(Progress.NEW);
        Rank rank = Rank.of(progress, Kind.QUEUED);
        Standing standing =
                Standing.pending(
                        progress.attempts(),
                        progress.replays(),
                        progress.pause().map(wait -> checked("due", wait.until())));
        DeliveryFacts facts =
                new DeliveryFacts(
                        checked(DeliveryRef.of(delivery)),
                        isNew,
                        Ranked.of(rank, standing),
                        Optional.empty(),
                        Optional.of(Ranked.of(rank, placeOf(source))),
                        deferrals(progress),
                        isNew ? delivery.createdAt() : source.at());
        if (isNew) {
            told.addRecord(facts);
        } else {
            told.add(facts);
        }
    }

    /** It comes back from its wait with the reason still on it. */
    private static int deferrals(Progress progress) {
        return progress.parked()
                .filter(parked -> parked.reason() == ParkReason.RATE_LIMIT)
                .map(_ -> 1)
                .orElse(0);
    }

    private void failed(SourceRecord source, FailedDelivery failed) {
        Progress progress = failed.delivery().progress();
        Rank rank = Rank.of(progress, Kind.CONCLUDED);
        DeliveryRef ref = checked(DeliveryRef.of(failed.delivery()));
        Instant failedAt = checked("failed", failed.failedAt());
        told.add(
                new DeliveryFacts(
                        ref,
                        false,
                        Ranked.of(
                                rank,
                                Standing.failed(
                                        progress.attempts(),
                                        progress.replays(),
                                        failed.reason(),
                                        failedAt)),
                        Optional.empty(),
                        Optional.of(Ranked.of(rank, placeOf(source))),
                        0,
                        failedAt));
        told.add(
                new DeadLetterFact(
                        ref,
                        failed.reason(),
                        failed.detail(),
                        failed.status().stream().boxed().findFirst(),
                        progress.attempts(),
                        progress.replays(),
                        failedAt,
                        source.position()));
    }

    private void reported(AttemptReport report) {
        DeliveryRef ref = checked(DeliveryRef.of(report));
        switch (report.conclusion()) {
            case Attempted(Attempt attempt, Decision decision) ->
                    attempted(report, ref, attempt, decision);
            case Cancelled(int made, Instant at) ->
                    told.add(
                            new DeliveryFacts(
                                    ref,
                                    false,
                                    Ranked.of(
                                            Rank.of(report.replays(), made, Kind.CONCLUDED),
                                            Standing.cancelled(
                                                    made,
                                                    report.replays(),
                                                    checked("cancelled", at))),
                                    Optional.empty(),
                                    Optional.empty(),
                                    0,
                                    at));
        }
    }

    private void attempted(
            AttemptReport report, DeliveryRef ref, Attempt attempt, Decision decision) {
        Rank rank = Rank.of(report.replays(), attempt.number(), Kind.ATTEMPTED);
        int made = attempt.number();
        Instant at = checked("finished", attempt.finishedAt());
        var _ = checked("started", attempt.startedAt());
        Standing standing =
                switch (decision) {
                    case Decision.Delivered _ -> Standing.delivered(made, report.replays(), at);
                    case Decision.Retry(Instant next) ->
                            Standing.pending(
                                    made, report.replays(), Optional.of(checked("due", next)));
                    case Decision.DeadLetter(DeadLetterReason reason) ->
                            Standing.failed(made, report.replays(), reason, at);
                    case Decision.DisableEndpoint(Decision.DeadLetter(DeadLetterReason reason)) ->
                            Standing.failed(made, report.replays(), reason, at);
                };
        AttemptEntry entry = AttemptEntry.of(attempt, decision);
        told.add(
                new DeliveryFacts(
                        ref,
                        isFirst(report, attempt),
                        Ranked.of(rank, standing),
                        Optional.of(Ranked.of(rank, entry.answer())),
                        placeOf(report, made),
                        0,
                        at),
                entry);
        if (decision instanceof Decision.DisableEndpoint) {
            told.add(new GoneFact(report.subscription(), attempt.url(), at));
        }
    }

    private static boolean isFirst(AttemptReport report, Attempt attempt) {
        return attempt.number() == 1
                && report.replays() == 0
                && report.record().isPresent()
                && attempt.finishedAt().isBefore(report.deliveryCreatedAt().plus(AT_ONCE));
    }

    /** As the record that it was taken from tells it. */
    private static Optional<Ranked<RecordPlace>> placeOf(AttemptReport report, int made) {
        return report.record()
                .map(position ->
                        Ranked.of(
                                Rank.of(report.replays(), made - 1, Kind.QUEUED),
                                new RecordPlace(Topic.DELIVERIES, position)));
    }

    private static DeliveryRef checked(DeliveryRef ref) {
        var _ = checked("created", ref.createdAt());
        return ref;
    }

    private static Instant checked(String what, Instant at) {
        if (at.isBefore(Instant.EPOCH) || at.isAfter(END_OF_TIME)) {
            throw new MalformedRecordException(what + " at an impossible time: " + at);
        }
        return at;
    }

    private static RecordPlace placeOf(SourceRecord source) {
        return new RecordPlace(source.topic(), source.position());
    }
}
