package io.postrider.subscription.jdbc;

import io.postrider.model.DeliveryId;
import io.postrider.model.SubscriptionId;
import io.postrider.subscription.access.Caller;
import io.postrider.subscription.history.DeliveryFacts;
import io.postrider.subscription.history.HistoryBatch;
import io.postrider.subscription.history.HistoryBatch.GoneFact;
import io.postrider.subscription.history.HistoryStore;
import io.postrider.subscription.history.Retention;
import io.postrider.subscription.jdbc.HistoryInserts.Rows;
import io.postrider.subscription.operational.ExhaustedAnnouncement;
import io.postrider.subscription.webhook.Subscriptions;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** One transaction per batch, few statements per table. */
public final class JdbcHistoryStore implements HistoryStore {

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final HistoryPartitions partitions;
    private final Retention retention;
    private final HistoryInserts inserts;
    private final HistoryUpserts upserts;
    private final Subscriptions subscriptions;
    private final OperationalOutbox announcements;
    private final InstantSource clock;

    /** What history has consequences for. */
    public record Followers(Subscriptions subscriptions, OperationalOutbox announcements) {}

    public JdbcHistoryStore(
            JdbcTemplate jdbc,
            TransactionTemplate transaction,
            HistoryPartitions partitions,
            Retention retention,
            Followers followers,
            InstantSource clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.partitions = partitions;
        this.retention = retention;
        this.inserts = new HistoryInserts(jdbc, partitions);
        this.upserts = new HistoryUpserts(jdbc);
        this.subscriptions = followers.subscriptions();
        this.announcements = followers.announcements();
        this.clock = clock;
    }

    @Override
    public void apply(HistoryBatch batch) {
        Instant now = clock.instant();
        partitions.ensure(daysOf(batch), now);
        transaction.executeWithoutResult(_ -> write(batch, now));
    }

    private static Set<LocalDate> daysOf(HistoryBatch batch) {
        Set<LocalDate> days = new HashSet<>();
        batch.deliveries().forEach(facts -> days.add(Retention.dayOf(facts.ref().createdAt())));
        return days;
    }

    private void write(HistoryBatch batch, Instant now) {
        HistoryTally tally = new HistoryTally(batch, retention, now);
        Rows rest = inserts.insert(Rows.of(batch), now);
        tally.inserted(rest);
        tally.added(upserts.deliveries(rest.deliveries()), upserts.attempts(rest.attempts()));
        Set<DeliveryId> newlyFailed = upserts.deadLetters(batch.deadLetters());
        tally.failed(newlyFailed);
        announcements.announceWhereSelected(
                batch.deadLetters().stream()
                        .filter(letter -> newlyFailed.contains(letter.ref().id()))
                        .map(ExhaustedAnnouncement::of)
                        .flatMap(Optional::stream)
                        .toList());
        markReplayed(batch);
        if (!batch.invalid().isEmpty()) {
            jdbc.update(
                    HistoryStatements.INVALID,
                    statement -> HistoryStatements.invalid(statement, batch.invalid()));
        }
        tally.store(jdbc);
        batch.gone().forEach(this::disable);
    }

    /** Letter and replay may come to be known in either order. */
    private void markReplayed(HistoryBatch batch) {
        String[] candidates =
                Stream.concat(
                                batch.deliveries().stream()
                                        .filter(facts -> facts.standing().value().replays() > 0)
                                        .map(DeliveryFacts::ref),
                                batch.deadLetters().stream().map(fact -> fact.ref()))
                        .map(ref -> ref.id().value())
                        .distinct()
                        .sorted()
                        .toArray(String[]::new);
        if (candidates.length > 0) {
            jdbc.update(HistoryStatements.REPLAYED, (Object) candidates);
        }
    }

    private void disable(GoneFact gone) {
        SubscriptionId id = gone.subscription();
        var _ =
                subscriptions.change(
                        Caller.POSTRIDER,
                        id,
                        current -> current.gone(gone.url(), gone.answeredAt(), clock.instant()));
    }
}
