package io.postrider.subscription.history;

import io.postrider.model.Attempt;
import io.postrider.model.AttemptReport;
import io.postrider.model.AttemptReport.Attempted;
import io.postrider.model.AttemptReport.Cancelled;
import io.postrider.model.DeadLetterReason;
import io.postrider.model.Decision;
import io.postrider.model.Delivery;
import io.postrider.model.FailedDelivery;
import io.postrider.model.Progress;
import io.postrider.model.wire.AttemptCodec;
import io.postrider.model.wire.DeliveryCodec;
import io.postrider.model.wire.MalformedRecordException;
import io.postrider.subscription.history.HistoryBatch.AttemptFact;
import io.postrider.subscription.history.HistoryBatch.DeadLetterFact;
import io.postrider.subscription.history.HistoryBatch.GoneFact;
import io.postrider.subscription.history.HistoryBatch.InvalidFact;
import io.postrider.subscription.history.Rank.Kind;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Turns records into what they tell of deliveries. */
public final class Projection {

    /** Beyond it, days are no longer written with four digits. */
    private static final Instant END_OF_TIME = Instant.parse("9999-12-31T00:00:00Z");

    /** An event published again begins its delivery anew: under the same id, with no replays. */
    private static final Comparator<DeadLetterFact> BY_LIFE =
            Comparator.comparing((DeadLetterFact fact) -> fact.ref().createdAt())
                    .thenComparingInt(DeadLetterFact::replays);

    private final Map<DeliveryKey, DeliveryFacts> deliveries = new TreeMap<>();
    private final Map<String, AttemptFact> attempts = new TreeMap<>();
    private final Map<String, DeadLetterFact> deadLetters = new TreeMap<>();
    private final Map<String, InvalidFact> invalid = new LinkedHashMap<>();
    private final Map<String, GoneFact> gone = new TreeMap<>();

    private Projection() {}

    /** What the records tell; those that cannot be read are told of as invalid. */
    public static HistoryBatch of(Collection<SourceRecord> records) {
        Projection projection = new Projection();
        records.forEach(projection::add);
        return new HistoryBatch(
                projection.deliveries.values(),
                projection.attempts.values(),
                projection.deadLetters.values(),
                projection.invalid.values(),
                projection.gone.values());
    }

    private void add(SourceRecord source) {
        try {
            switch (source.topic()) {
                case DELIVERIES -> queued(source, DeliveryCodec.decode(source.record()));
                case ATTEMPTS -> reported(AttemptCodec.decode(source.record()));
                case DEAD_LETTERS -> failed(source, DeliveryCodec.decodeFailed(source.record()));
                case EVENTS_INVALID -> invalid(InvalidRecords.told(source));
                case EVENTS, SUBSCRIPTIONS, RETRY ->
                        throw new IllegalArgumentException("no history in " + source.topicName());
            }
        } catch (MalformedRecordException e) {
            invalid(InvalidRecords.found(source, String.valueOf(e.getMessage())));
        }
    }

    private void invalid(InvalidFact fact) {
        invalid.put(fact.topic() + ":" + fact.position(), fact);
    }

    private void queued(SourceRecord source, Delivery delivery) {
        Progress progress = delivery.progress();
        Rank rank = Rank.of(progress, Kind.QUEUED);
        Standing standing =
                Standing.pending(
                        progress.attempts(),
                        progress.replays(),
                        progress.pause().map(wait -> checked("due", wait.until())));
        add(
                new DeliveryFacts(
                        checked(DeliveryRef.of(delivery)),
                        Ranked.of(rank, standing),
                        Optional.empty(),
                        Optional.of(Ranked.of(rank, placeOf(source))),
                        progress.equals(Progress.NEW) ? delivery.createdAt() : source.at()));
    }

    private void failed(SourceRecord source, FailedDelivery failed) {
        Progress progress = failed.delivery().progress();
        Rank rank = Rank.of(progress, Kind.CONCLUDED);
        DeliveryRef ref = checked(DeliveryRef.of(failed.delivery()));
        Instant failedAt = checked("failed", failed.failedAt());
        add(
                new DeliveryFacts(
                        ref,
                        Ranked.of(
                                rank,
                                Standing.failed(
                                        progress.attempts(),
                                        progress.replays(),
                                        failed.reason(),
                                        failedAt)),
                        Optional.empty(),
                        Optional.of(Ranked.of(rank, placeOf(source))),
                        failedAt));
        DeadLetterFact fact =
                new DeadLetterFact(
                        ref,
                        failed.reason(),
                        failed.detail(),
                        failed.status().stream().boxed().findFirst(),
                        progress.attempts(),
                        progress.replays(),
                        failedAt,
                        source.position());
        deadLetters.merge(
                ref.id().value(),
                fact,
                (before, now) -> BY_LIFE.compare(now, before) >= 0 ? now : before);
    }

    private void reported(AttemptReport report) {
        DeliveryRef ref = checked(DeliveryRef.of(report));
        switch (report.conclusion()) {
            case Attempted(Attempt attempt, Decision decision) ->
                    attempted(report, ref, attempt, decision);
            case Cancelled(int made, Instant at) ->
                    add(
                            new DeliveryFacts(
                                    ref,
                                    Ranked.of(
                                            Rank.of(report.replays(), made, Kind.CONCLUDED),
                                            Standing.cancelled(
                                                    made,
                                                    report.replays(),
                                                    checked("cancelled", at))),
                                    Optional.empty(),
                                    Optional.empty(),
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
        add(
                new DeliveryFacts(
                        ref,
                        Ranked.of(rank, standing),
                        Optional.of(Ranked.of(rank, AttemptEntry.answerOf(attempt.outcome()))),
                        Optional.empty(),
                        at));
        attempts.put(
                "%s %d %d".formatted(ref.id(), made, ref.createdAt().toEpochMilli()),
                new AttemptFact(DeliveryKey.of(ref), AttemptEntry.of(attempt, decision)));
        if (decision instanceof Decision.DisableEndpoint) {
            gone.merge(
                    report.subscription().value(),
                    new GoneFact(report.subscription(), at),
                    (before, now) -> now.answeredAt().isAfter(before.answeredAt()) ? now : before);
        }
    }

    private void add(DeliveryFacts facts) {
        deliveries.merge(DeliveryKey.of(facts.ref()), facts, DeliveryFacts::plus);
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
