package io.postrider.subscription.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.model.Attempt;
import io.postrider.model.AttemptReport;
import io.postrider.model.Decision;
import io.postrider.model.Outcome;
import io.postrider.model.Payload;
import io.postrider.model.Progress;
import io.postrider.model.RecordPosition;
import io.postrider.model.ResponseHeaders;
import io.postrider.model.RetryWait;
import io.postrider.model.topic.Topic;
import io.postrider.model.wire.AttemptCodec;
import io.postrider.model.wire.InvalidRecordCodec;
import io.postrider.model.wire.WireRecord;
import io.postrider.subscription.Reports;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

class ProjectionTest {

    private static final Instant END_OF_TIME = Instant.parse("9999-12-31T00:00:00Z");
    private static final Instant CREATED = Instant.parse("2026-01-01T10:00:00Z");

    private final Reports reports = Reports.ofDeliveryTo("wh_1", CREATED);
    private final Reports again = reports.replayed(2);

    /** A whole life: failed for good after two attempts, replayed, delivered. */
    private List<SourceRecord> life() {
        return List.of(
                source(Topic.DELIVERIES, 0, reports.queued()),
                source(Topic.ATTEMPTS, 0, reports.retrying(1)),
                source(Topic.DELIVERIES, 1, reports.released(1)),
                source(Topic.ATTEMPTS, 1, reports.failed(2)),
                source(Topic.DEAD_LETTERS, 0, reports.deadLetter(2)),
                source(Topic.DELIVERIES, 2, again.queued()),
                source(Topic.ATTEMPTS, 2, again.delivered(3)));
    }

    private static SourceRecord source(Topic topic, long offset, WireRecord record) {
        return new SourceRecord(
                topic,
                topic.shortName(),
                new RecordPosition(0, offset),
                CREATED.plusSeconds(100 + offset),
                record);
    }

    private static DeliveryFacts only(HistoryBatch batch) {
        assertThat(batch.deliveries()).hasSize(1);
        return batch.deliveries().iterator().next();
    }

    @Test
    void tellsTheStateAfterEachRecord() {
        List<DeliveryState> states = new ArrayList<>();
        for (int i = 1; i <= life().size(); i++) {
            states.add(only(Projection.of(life().subList(0, i))).standing().value().state());
        }
        assertThat(states)
                .containsExactly(
                        DeliveryState.PENDING,
                        DeliveryState.PENDING,
                        DeliveryState.PENDING,
                        DeliveryState.FAILED,
                        DeliveryState.FAILED,
                        DeliveryState.PENDING,
                        DeliveryState.DELIVERED);
    }

    @Property(tries = 200)
    void comesToTheSameInAnyOrderAndMoreThanOnce(
            @ForAll long seed, @ForAll @Size(max = 5) List<@IntRange(max = 6) Integer> repeated) {
        List<SourceRecord> records = new ArrayList<>(life());
        repeated.forEach(i -> records.add(life().get(i)));
        Collections.shuffle(records, new Random(seed));

        assertThat(only(Projection.of(records))).isEqualTo(only(Projection.of(life())));
        assertThat(Projection.of(records).attempts())
                .containsExactlyElementsOf(Projection.of(life()).attempts());
    }

    @Test
    void pointsAtTheLatestRecord() {
        assertThat(only(Projection.of(life().subList(0, 5))).place().orElseThrow().value())
                .isEqualTo(new RecordPlace(Topic.DEAD_LETTERS, new RecordPosition(0, 0)));
        assertThat(only(Projection.of(life())).place().orElseThrow().value())
                .isEqualTo(new RecordPlace(Topic.DELIVERIES, new RecordPosition(0, 2)));
    }

    @Test
    void knowsOfEndpointsThatAreGone() {
        HistoryBatch batch = Projection.of(List.of(source(Topic.ATTEMPTS, 0, reports.gone(1))));

        assertThat(batch.gone())
                .containsExactly(
                        new HistoryBatch.GoneFact(
                                reports.delivery().subscription().id(),
                                URI.create("https://example.com/hook"),
                                reports.after(1)));
        assertThat(only(batch).standing().value().state()).isEqualTo(DeliveryState.FAILED);
    }

    @Test
    void setsAsideWhatItCannotRead() {
        WireRecord bad = WireRecord.of("k", List.of(), Payload.of("nonsense"));

        HistoryBatch batch =
                Projection.of(
                        List.of(
                                source(Topic.DELIVERIES, 7, bad),
                                source(Topic.DELIVERIES, 8, reports.queued())));

        assertThat(batch.invalid())
                .singleElement()
                .satisfies(fact -> {
                    assertThat(fact.topic()).isEqualTo("deliveries");
                    assertThat(fact.position()).isEqualTo(new RecordPosition(0, 7));
                    assertThat(fact.reason()).contains("postrider-delivery-id");
                    assertThat(fact.excerpt()).isEqualTo("nonsense");
                });
        assertThat(batch.deliveries()).hasSize(1);
    }

    static List<Arguments> impossibleTimes() {
        Reports last = Reports.ofDeliveryTo("wh_1", END_OF_TIME);
        Reports nearlyLast = Reports.ofDeliveryTo("wh_1", END_OF_TIME.minusSeconds(2));
        RetryWait wait = new RetryWait(END_OF_TIME, END_OF_TIME.plusSeconds(1));
        Reports waiting = new Reports(last.delivery().withProgress(Progress.NEW.retrying(wait)));
        return List.of(
                Arguments.of(Topic.DELIVERIES, waiting.queued(), "due"),
                Arguments.of(Topic.ATTEMPTS, last.delivered(1), "finished"),
                Arguments.of(Topic.ATTEMPTS, startedBeforeTime(), "started"),
                Arguments.of(Topic.ATTEMPTS, nearlyLast.retrying(1), "due"),
                Arguments.of(Topic.ATTEMPTS, last.cancelled(0), "cancelled"),
                Arguments.of(Topic.DEAD_LETTERS, last.deadLetter(1), "failed"));
    }

    private static WireRecord startedBeforeTime() {
        return AttemptCodec.encode(
                AttemptReport.of(
                        Reports.ofDeliveryTo("wh_1", CREATED).delivery(),
                        new AttemptReport.Attempted(
                                new Attempt(
                                        1,
                                        URI.create("https://example.com"),
                                        Instant.EPOCH.minusSeconds(1),
                                        CREATED,
                                        new Outcome.Acknowledged(200),
                                        ResponseHeaders.NONE,
                                        ""),
                                new Decision.Delivered())));
    }

    /** PostgreSQL would refuse the whole batch, again and again. */
    @ParameterizedTest
    @MethodSource("impossibleTimes")
    void setsAsideWhatHappenedAtAnImpossibleTime(Topic topic, WireRecord record, String what) {
        HistoryBatch batch = Projection.of(List.of(source(topic, 7, record)));

        assertThat(batch.invalid())
                .singleElement()
                .satisfies(fact ->
                        assertThat(fact.reason()).startsWith(what + " at an impossible time"));
        assertThat(batch.deliveries()).isEmpty();
        assertThat(batch.attempts()).isEmpty();
        assertThat(batch.deadLetters()).isEmpty();
    }

    @Test
    void tellsWhereAnInvalidRecordLayFirst() {
        WireRecord aside =
                InvalidRecordCodec.encode(
                        WireRecord.of("k", List.of(), Payload.of("{")),
                        "is not valid JSON",
                        "events",
                        new RecordPosition(3, 44),
                        CREATED);

        assertThat(Projection.of(List.of(source(Topic.EVENTS_INVALID, 0, aside))).invalid())
                .singleElement()
                .satisfies(fact -> {
                    assertThat(fact.topic()).isEqualTo("events");
                    assertThat(fact.position()).isEqualTo(new RecordPosition(3, 44));
                    assertThat(fact.reason()).isEqualTo("is not valid JSON");
                });
    }

    /** A topic of no such name would not fit the key of the table, and stop all history. */
    @Test
    void showsAnInvalidRecordWithAnImpossibleTopicWhereItLies() {
        WireRecord aside =
                InvalidRecordCodec.encode(
                        WireRecord.of("k", List.of(), Payload.of("{")),
                        "is not valid JSON",
                        "x".repeat(70_000),
                        new RecordPosition(3, 44),
                        CREATED);

        assertThat(Projection.of(List.of(source(Topic.EVENTS_INVALID, 5, aside))).invalid())
                .singleElement()
                .satisfies(fact -> {
                    assertThat(fact.topic()).hasSizeLessThan(250);
                    assertThat(fact.position().offset()).isEqualTo(5);
                });
    }
}
