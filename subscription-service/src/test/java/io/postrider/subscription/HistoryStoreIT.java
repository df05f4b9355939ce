package io.postrider.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.model.DeliveryId;
import io.postrider.model.RecordPosition;
import io.postrider.model.topic.Topic;
import io.postrider.model.wire.WireRecord;
import io.postrider.subscription.access.Reach;
import io.postrider.subscription.deadletter.DeadLetter;
import io.postrider.subscription.deadletter.DeadLetters;
import io.postrider.subscription.history.AttemptEntry;
import io.postrider.subscription.history.DeliveryArchive;
import io.postrider.subscription.history.DeliverySummary;
import io.postrider.subscription.history.HistoryStore;
import io.postrider.subscription.history.Projection;
import io.postrider.subscription.history.SourceRecord;
import io.postrider.subscription.jdbc.HistoryPartitions;
import io.postrider.testing.RealKafka;
import io.postrider.testing.RealPostgres;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Partitions, retention and speed; what facts come to is shown by {@link HistoryIT}. */
class HistoryStoreIT {

    private final Instant noon =
            LocalDate.now(ZoneOffset.UTC).atTime(12, 0).toInstant(ZoneOffset.UTC);

    private static @Nullable RunningService service;

    @BeforeAll
    static void start() {
        service =
                RunningService.start(
                                RealKafka.shared().bootstrapServers(),
                                RealPostgres.shared().newDatabase(),
                                "store.")
                        .awaitReady();
    }

    @AfterAll
    static void stop() {
        Objects.requireNonNull(service).close();
    }

    private final HistoryStore store = Objects.requireNonNull(service).bean(HistoryStore.class);
    private final JdbcClient jdbc = Objects.requireNonNull(service).bean(JdbcClient.class);
    private final HistoryPartitions partitions =
            Objects.requireNonNull(service).bean(HistoryPartitions.class);

    private void tell(Reports reports) {
        store.apply(
                Projection.of(
                        List.of(
                                source(Topic.DELIVERIES, reports.queued()),
                                source(Topic.ATTEMPTS, reports.delivered(1)))));
    }

    private List<SourceRecord> delivered(Reports reports) {
        return List.of(
                source(Topic.DELIVERIES, reports.queued()),
                source(Topic.ATTEMPTS, reports.deliveredFrom(new RecordPosition(0, 1))));
    }

    private long rows(String table, String column, Reports... of) {
        return jdbc.sql("SELECT count(*) FROM %s WHERE %s IN (:ids)".formatted(table, column))
                .param("ids", Stream.of(of).map(Reports::id).toList())
                .query(Long.class)
                .single();
    }

    private SourceRecord source(Topic topic, WireRecord record) {
        return new SourceRecord(
                topic, "store." + topic.shortName(), new RecordPosition(0, 1), noon, record);
    }

    private String partitionOf(Reports reports) {
        return jdbc.sql("SELECT tableoid::regclass::text FROM deliveries WHERE id = ?")
                .param(reports.id())
                .query(String.class)
                .single();
    }

    private static String partitionName(Instant day) {
        return "deliveries_"
                + LocalDate.ofInstant(day, ZoneOffset.UTC).format(DateTimeFormatter.BASIC_ISO_DATE);
    }

    @Test
    void keepsADeliveryInThePartitionOfItsDay() {
        Instant lastWeek = noon.minus(7, ChronoUnit.DAYS);
        Reports reports = Reports.ofDeliveryTo("wh_a", lastWeek);

        tell(reports);

        assertThat(partitionOf(reports)).isEqualTo(partitionName(lastWeek));
    }

    /** As after a crash between the storing and the commit. */
    @Test
    void addsWhatIsNewBesideWhatIsThereAlready() {
        Reports there = Reports.ofDeliveryTo("wh_there", noon);
        Reports fresh = Reports.ofDeliveryTo("wh_fresh", noon);
        store.apply(Projection.of(delivered(there)));
        List<SourceRecord> both = new ArrayList<>(delivered(there));
        both.addAll(delivered(fresh));

        store.apply(Projection.of(both));

        assertThat(rows("deliveries", "id", there, fresh)).isEqualTo(2);
        assertThat(rows("attempts", "delivery_id", there, fresh)).isEqualTo(2);
    }

    @Test
    void keepsOddDatesInTheDefaultPartitionUntilTheirDayIsMade() {
        Instant later = noon.plus(20, ChronoUnit.DAYS);
        Reports reports = Reports.ofDeliveryTo("wh_a", later);
        tell(reports);
        assertThat(partitionOf(reports)).isEqualTo("deliveries_default");

        partitions.maintain(noon.plus(15, ChronoUnit.DAYS));

        assertThat(partitionOf(reports)).isEqualTo(partitionName(later));
    }

    @Test
    void dropsWhatIsPastItsTime() {
        Instant old = noon.minus(29, ChronoUnit.DAYS);
        Reports kept = Reports.ofDeliveryTo("wh_a", old);
        Reports ancient = Reports.ofDeliveryTo("wh_a", noon.minus(400, ChronoUnit.DAYS));
        tell(kept);
        tell(ancient);
        partitions.maintain(noon);
        assertThat(partitionOf(kept)).isEqualTo(partitionName(old));
        assertThat(count("deliveries", ancient)).isZero();

        partitions.maintain(noon.plus(Duration.ofDays(2)));

        assertThat(count("deliveries", kept)).isZero();
        assertThat(
                        jdbc.sql("SELECT count(*) FROM attempts WHERE delivery_id = ?")
                                .param(kept.id())
                                .query(Integer.class)
                                .single())
                .isZero();
    }

    private int count(String table, Reports reports) {
        return jdbc.sql("SELECT count(*) FROM " + table + " WHERE id = ?")
                .param(reports.id())
                .query(Integer.class)
                .single();
    }

    /** Replays count from 0 again, and yet it is news. */
    @Test
    void showsTheDeadLetterOfAnEventPublishedAgain() {
        Reports first = Reports.ofDeliveryTo("wh_c", noon.minusSeconds(600));
        Reports replayed = first.replayed(2);
        Reports again = first.publishedAgain(noon);
        apply(source(Topic.DEAD_LETTERS, first.deadLetter(2)));
        apply(source(Topic.DELIVERIES, replayed.queued()));
        apply(source(Topic.DEAD_LETTERS, replayed.deadLetter(4)));
        apply(source(Topic.DELIVERIES, replayed.replayed(4).queued()));
        assertThat(isReplayed(first)).isTrue();

        apply(source(Topic.DEAD_LETTERS, again.deadLetter(1)));

        assertThat(isReplayed(first)).isFalse();
        assertThat(restingSince(first)).isEqualTo(again.after(1));

        apply(source(Topic.DEAD_LETTERS, replayed.deadLetter(4)));
        assertThat(restingSince(first)).isEqualTo(again.after(1));
        apply(
                source(Topic.DEAD_LETTERS, again.deadLetter(1)),
                source(Topic.DEAD_LETTERS, replayed.deadLetter(4)));
        assertThat(restingSince(first)).isEqualTo(again.after(1));
        assertThat(isReplayed(first)).isFalse();
    }

    private void apply(SourceRecord... records) {
        store.apply(Projection.of(List.of(records)));
    }

    private boolean isReplayed(Reports reports) {
        return letter(reports).replayedAt().isPresent();
    }

    private Instant restingSince(Reports reports) {
        return letter(reports).failedAt();
    }

    private DeadLetter letter(Reports reports) {
        return Objects.requireNonNull(service)
                .bean(DeadLetters.class)
                .find(Reach.EVERYBODY, reports.delivery().id())
                .orElseThrow();
    }

    /** As after a crash between the commit of the batch and that of its offsets. */
    @Test
    void takesABatchAgainThatHasNewFactsToo() {
        Reports stored = Reports.ofDeliveryTo("wh_d", noon.minusSeconds(3));
        Reports queued = Reports.ofDeliveryTo("wh_d", noon.minusSeconds(2));
        Reports reported = Reports.ofDeliveryTo("wh_d", noon.minusSeconds(1));
        Reports fresh = Reports.ofDeliveryTo("wh_d", noon);
        tell(stored);
        apply(source(Topic.DELIVERIES, queued.queued()));
        apply(source(Topic.ATTEMPTS, reported.delivered(1)));

        apply(
                source(Topic.DELIVERIES, stored.queued()),
                source(Topic.ATTEMPTS, stored.delivered(1)),
                source(Topic.DELIVERIES, queued.queued()),
                source(Topic.ATTEMPTS, queued.delivered(1)),
                source(Topic.DELIVERIES, reported.queued()),
                source(Topic.DELIVERIES, fresh.queued()),
                source(Topic.ATTEMPTS, fresh.delivered(1)));

        assertThat(states("wh_d")).containsOnly("delivered").hasSize(4);
        for (Reports reports : List.of(stored, queued, reported, fresh)) {
            assertThat(attempts(reports)).isEqualTo(1);
        }
    }

    /** What is queued fails to be new; what is whole is inserted all the same, and stays so. */
    @Test
    void addsToWhatIsThereBesideWhatIsNew() {
        Reports reported = Reports.ofDeliveryTo("wh_e", noon.minusSeconds(1));
        Reports fresh = Reports.ofDeliveryTo("wh_e", noon);
        apply(source(Topic.ATTEMPTS, reported.delivered(1)));

        apply(
                source(Topic.DELIVERIES, reported.queued()),
                source(Topic.DELIVERIES, fresh.queued()),
                source(Topic.ATTEMPTS, fresh.delivered(1)));

        assertThat(states("wh_e")).containsOnly("delivered").hasSize(2);
        assertThat(attempts(fresh)).isEqualTo(1);
    }

    @Test
    void goesOnWhenAPartitionIsGone() {
        Instant day = noon.plus(6, ChronoUnit.DAYS);
        tell(Reports.ofDeliveryTo("wh_f", day));
        jdbc.sql("DROP TABLE " + partitionName(day)).update();
        Reports reports = Reports.ofDeliveryTo("wh_f", day);

        tell(reports);

        assertThat(partitionOf(reports)).isEqualTo("deliveries_default");
    }

    @Test
    void keepsDeliveriesOfSeveralDaysThatComeTogether() {
        Reports before = Reports.ofDeliveryTo("wh_g", noon.minus(1, ChronoUnit.DAYS));
        Reports today = Reports.ofDeliveryTo("wh_g", noon);
        Reports odd = Reports.ofDeliveryTo("wh_g", noon.plus(300, ChronoUnit.DAYS));

        apply(
                source(Topic.DELIVERIES, odd.queued()),
                source(Topic.DELIVERIES, today.queued()),
                source(Topic.ATTEMPTS, today.delivered(1)),
                source(Topic.ATTEMPTS, before.delivered(1)),
                source(Topic.DELIVERIES, before.queued()));

        assertThat(partitionOf(before)).isEqualTo(partitionName(noon.minus(1, ChronoUnit.DAYS)));
        assertThat(partitionOf(today)).isEqualTo(partitionName(noon));
        assertThat(partitionOf(odd)).isEqualTo("deliveries_default");
    }

    private List<String> states(String webhook) {
        return jdbc.sql("SELECT state FROM deliveries WHERE subscription_id = ?")
                .param(webhook)
                .query(String.class)
                .list();
    }

    private int attempts(Reports reports) {
        return jdbc.sql("SELECT count(*) FROM attempts WHERE delivery_id = ?")
                .param(reports.id())
                .query(Integer.class)
                .single();
    }

    /** Every column, an answer's odd characters included, reads as it would after an update. */
    @Test
    void insertsTheSameAsItWouldHaveAdded() {
        Reports reports = Reports.ofDeliveryTo("wh_h", noon);
        DeliveryArchive archive = Objects.requireNonNull(service).bean(DeliveryArchive.class);
        DeliveryId id = reports.delivery().id();
        apply(
                source(Topic.DELIVERIES, reports.queued()),
                source(Topic.ATTEMPTS, reports.retrying(1)));
        DeliverySummary inserted = archive.find(Reach.EVERYBODY, id).orElseThrow();
        List<AttemptEntry> attempts = archive.attempts(Reach.EVERYBODY, id);
        jdbc.sql("DELETE FROM deliveries WHERE id = ?").param(reports.id()).update();
        jdbc.sql("DELETE FROM attempts WHERE delivery_id = ?").param(reports.id()).update();

        apply(source(Topic.ATTEMPTS, reports.retrying(1)));
        apply(source(Topic.DELIVERIES, reports.queued()));

        assertThat(archive.find(Reach.EVERYBODY, id)).hasValue(inserted);
        assertThat(archive.attempts(Reach.EVERYBODY, id)).isEqualTo(attempts).hasSize(1);
    }

    @Test
    void storesThousandsOfFactsPerSecond() {
        int batches = 8;
        int deliveries = 2500;
        List<List<SourceRecord>> prepared = new ArrayList<>();
        for (int batch = 0; batch < batches; batch++) {
            List<SourceRecord> records = new ArrayList<>();
            for (int i = 0; i < deliveries; i++) {
                Reports reports = Reports.ofDeliveryTo("wh_b", noon.plusMillis(i));
                records.add(source(Topic.DELIVERIES, reports.queued()));
                records.add(source(Topic.ATTEMPTS, reports.delivered(1)));
            }
            prepared.add(records);
        }
        long began = System.nanoTime();
        prepared.forEach(records -> store.apply(Projection.of(records)));
        double seconds = (System.nanoTime() - began) / 1e9;

        System.out.printf("history: %.0f records/s%n", batches * deliveries * 2 / seconds);
        assertThat(
                        jdbc.sql("SELECT count(*) FROM deliveries WHERE subscription_id = 'wh_b'")
                                .query(Integer.class)
                                .single())
                .isEqualTo(batches * deliveries);
    }
}
