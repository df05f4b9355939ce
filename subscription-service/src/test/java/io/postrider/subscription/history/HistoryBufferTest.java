package io.postrider.subscription.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.model.ParkReason;
import io.postrider.model.Progress;
import io.postrider.model.RecordPosition;
import io.postrider.model.RetryWait;
import io.postrider.model.topic.Topic;
import io.postrider.model.wire.WireRecord;
import io.postrider.subscription.Reports;
import io.postrider.subscription.history.HistoryBatch.AttemptFact;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

class HistoryBufferTest {

    private static final Instant CREATED = Instant.parse("2026-01-01T10:00:00Z");

    private final HistoryBuffer told = new HistoryBuffer(Duration.ofNanos(100));
    private final Reports reports = Reports.ofDeliveryTo("wh_1", CREATED);
    private final Reports others = Reports.ofDeliveryTo("wh_2", CREATED.minusSeconds(1));

    private void tell(long time, Topic topic, WireRecord record) {
        told.add(
                List.of(
                        new SourceRecord(
                                topic,
                                topic.shortName(),
                                new RecordPosition(0, time),
                                CREATED,
                                record)),
                time);
    }

    private static List<DeliveryRef> refs(HistoryBatch batch) {
        return batch.deliveries().stream().map(DeliveryFacts::ref).toList();
    }

    @Test
    void holdsARecordBackUntilTheReportOfItsAttemptComes() {
        tell(0, Topic.DELIVERIES, reports.queued());
        assertThat(told.take(99).isEmpty()).isTrue();
        tell(99, Topic.ATTEMPTS, reports.delivered(1));

        HistoryBatch batch = told.take(99);

        assertThat(batch.deliveries())
                .singleElement()
                .satisfies(facts -> {
                    assertThat(facts.isNew()).isTrue();
                    assertThat(facts.standing().value().state()).isEqualTo(DeliveryState.DELIVERED);
                });
        assertThat(batch.attempts()).singleElement().matches(AttemptFact::ofNew);
        assertThat(told.size()).isZero();
    }

    @Test
    void holdsAReportBackUntilItsRecordComes() {
        tell(0, Topic.ATTEMPTS, reports.delivered(1));
        assertThat(told.take(99).isEmpty()).isTrue();
        tell(99, Topic.DELIVERIES, reports.queued());

        assertThat(told.take(99).deliveries()).singleElement().matches(DeliveryFacts::isNew);
    }

    @Test
    void waitsForNothingWhenTheReportSaysWhereTheRecordLies() {
        RecordPosition place = new RecordPosition(3, 7);
        tell(0, Topic.ATTEMPTS, reports.deliveredFrom(place));

        HistoryBatch batch = told.take(0);

        assertThat(batch.deliveries())
                .singleElement()
                .satisfies(facts -> {
                    assertThat(facts.isNew()).isTrue();
                    assertThat(facts.place().orElseThrow().value())
                            .isEqualTo(new RecordPlace(Topic.DELIVERIES, place));
                });
        assertThat(batch.attempts()).singleElement().matches(AttemptFact::ofNew);
    }

    @Test
    void passesOverARecordWhoseReportIsStored() {
        tell(0, Topic.ATTEMPTS, reports.deliveredFrom(new RecordPosition(0, 0)));
        var _ = told.take(0);
        told.stored();

        tell(1, Topic.DELIVERIES, reports.queued());

        assertThat(told.size()).isZero();
    }

    @Test
    void keepsARecordWhoseReportCouldNotBeStored() {
        tell(0, Topic.ATTEMPTS, reports.deliveredFrom(new RecordPosition(0, 0)));
        var _ = told.take(0);
        told.clear();

        tell(1, Topic.DELIVERIES, reports.queued());

        assertThat(told.size()).isOne();
    }

    @Test
    void passesOverNoRecordOfAnEventThatIsPublishedAgain() {
        tell(0, Topic.ATTEMPTS, reports.deliveredFrom(new RecordPosition(0, 0)));
        var _ = told.take(0);
        told.stored();

        tell(1, Topic.DELIVERIES, reports.publishedAgain(CREATED.plusSeconds(5)).queued());

        assertThat(told.size()).isOne();
    }

    @Test
    void takesAReportForKnownWhenItsRecordIsStored() {
        tell(0, Topic.DELIVERIES, reports.queued());
        var _ = told.take(100);
        told.stored();

        tell(101, Topic.ATTEMPTS, reports.deliveredFrom(new RecordPosition(0, 0)));

        HistoryBatch batch = told.take(101);
        assertThat(batch.deliveries()).singleElement().matches(facts -> !facts.isNew());
        assertThat(batch.attempts()).singleElement().matches(attempt -> !attempt.ofNew());
    }

    @Test
    void holdsBackNothingOfADeadLetter() {
        tell(0, Topic.DELIVERIES, reports.queued());
        tell(0, Topic.DELIVERIES, others.queued());
        tell(1, Topic.DEAD_LETTERS, reports.deadLetter(1));

        HistoryBatch batch = told.take(1);

        assertThat(batch.deadLetters()).hasSize(1);
        assertThat(batch.deliveries())
                .singleElement()
                .satisfies(facts -> {
                    assertThat(facts.ref().id()).isEqualTo(reports.delivery().id());
                    assertThat(facts.standing().value().state()).isEqualTo(DeliveryState.FAILED);
                    assertThat(facts.place().orElseThrow().value().topic())
                            .isEqualTo(Topic.DEAD_LETTERS);
                });
    }

    @Test
    void holdsNothingBackForLong() {
        tell(0, Topic.DELIVERIES, reports.queued());
        tell(50, Topic.ATTEMPTS, others.delivered(1));

        assertThat(refs(told.take(100))).containsExactly(DeliveryRef.of(reports.delivery()));
        assertThat(refs(told.take(150))).containsExactly(DeliveryRef.of(others.delivery()));
    }

    @Test
    void knowsWhenTheOldestOfWhatIsHeldWasTold() {
        assertThat(told.oldest()).isEmpty();
        tell(3, Topic.DELIVERIES, reports.queued());
        tell(7, Topic.DELIVERIES, others.queued());
        assertThat(told.oldest()).hasValue(3);
        tell(9, Topic.ATTEMPTS, reports.delivered(1));
        assertThat(told.oldest()).hasValue(3);

        var _ = told.take(9);

        assertThat(told.oldest()).hasValue(7);
    }

    @Test
    void givesAllOfItSortedWhenAsked() {
        tell(0, Topic.DELIVERIES, reports.queued());
        tell(0, Topic.DELIVERIES, others.queued());

        assertThat(refs(told.takeAll()))
                .containsExactly(
                        DeliveryRef.of(others.delivery()), DeliveryRef.of(reports.delivery()));
        assertThat(told.takeAll().isEmpty()).isTrue();
        assertThat(told.oldest()).isEmpty();
    }

    @Test
    void takesForNewOnlyWhatBeginsWithTheFirstRecord() {
        RetryWait wait = new RetryWait(CREATED, CREATED.plusSeconds(1));
        Reports parked =
                new Reports(
                        others.delivery()
                                .withProgress(Progress.NEW.parked(ParkReason.LANE_FULL, wait)));
        tell(0, Topic.DELIVERIES, parked.queued());
        tell(0, Topic.ATTEMPTS, parked.delivered(1));
        tell(0, Topic.DELIVERIES, reports.released(1));
        tell(0, Topic.ATTEMPTS, reports.delivered(2));
        tell(0, Topic.ATTEMPTS, Reports.ofDeliveryTo("wh_3").delivered(1));

        HistoryBatch batch = told.takeAll();

        assertThat(batch.deliveries()).hasSize(3).noneMatch(DeliveryFacts::isNew);
        assertThat(batch.attempts()).hasSize(3).noneMatch(AttemptFact::ofNew);
    }

    @Test
    void keepsEachAttemptOnce() {
        tell(0, Topic.ATTEMPTS, reports.delivered(2));
        tell(0, Topic.ATTEMPTS, reports.retrying(1));
        tell(1, Topic.ATTEMPTS, reports.delivered(2));

        assertThat(told.takeAll().attempts())
                .extracting(fact -> fact.attempt().number())
                .containsExactly(1, 2);
    }
}
