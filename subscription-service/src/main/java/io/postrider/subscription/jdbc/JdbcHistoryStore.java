package io.postrider.subscription.jdbc;

import io.postrider.model.SubscriptionId;
import io.postrider.subscription.history.DeliveryFacts;
import io.postrider.subscription.history.HistoryBatch;
import io.postrider.subscription.history.HistoryBatch.GoneFact;
import io.postrider.subscription.history.HistoryStore;
import io.postrider.subscription.history.Retention;
import io.postrider.subscription.webhook.Subscriptions;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One transaction per batch, one statement per table. */
public final class JdbcHistoryStore implements HistoryStore {

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final HistoryPartitions partitions;
    private final Subscriptions subscriptions;
    private final InstantSource clock;

    public JdbcHistoryStore(
            JdbcTemplate jdbc,
            TransactionTemplate transaction,
            HistoryPartitions partitions,
            Subscriptions subscriptions,
            InstantSource clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.partitions = partitions;
        this.subscriptions = subscriptions;
        this.clock = clock;
    }

    @Override
    public void apply(HistoryBatch batch) {
        partitions.ensure(daysOf(batch), clock.instant());
        transaction.executeWithoutResult(_ -> write(batch));
    }

    private static Set<LocalDate> daysOf(HistoryBatch batch) {
        return Stream.concat(
                        batch.deliveries().stream().map(facts -> facts.ref().createdAt()),
                        batch.attempts().stream().map(fact -> fact.delivery().createdAt()))
                .map(Retention::dayOf)
                .collect(Collectors.toUnmodifiableSet());
    }

    private void write(HistoryBatch batch) {
        if (!batch.deliveries().isEmpty()) {
            jdbc.update(
                    HistoryStatements.DELIVERIES,
                    statement -> HistoryStatements.deliveries(statement, batch.deliveries()));
        }
        if (!batch.attempts().isEmpty()) {
            jdbc.update(
                    HistoryStatements.ATTEMPTS,
                    statement -> HistoryStatements.attempts(statement, batch.attempts()));
        }
        if (!batch.deadLetters().isEmpty()) {
            jdbc.update(
                    HistoryStatements.DEAD_LETTERS,
                    statement -> HistoryStatements.deadLetters(statement, batch.deadLetters()));
        }
        markReplayed(batch);
        if (!batch.invalid().isEmpty()) {
            jdbc.update(
                    HistoryStatements.INVALID,
                    statement -> HistoryStatements.invalid(statement, batch.invalid()));
        }
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
                        id, current -> current.goneSince(gone.answeredAt(), clock.instant()));
    }
}
