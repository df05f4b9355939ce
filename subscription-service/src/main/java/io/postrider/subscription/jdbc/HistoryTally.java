package io.postrider.subscription.jdbc;

import io.postrider.model.DeliveryId;
import io.postrider.subscription.analytics.Tally;
import io.postrider.subscription.history.DeliveryFacts;
import io.postrider.subscription.history.DeliveryKey;
import io.postrider.subscription.history.HistoryBatch;
import io.postrider.subscription.history.HistoryBatch.AttemptFact;
import io.postrider.subscription.history.HistoryBatch.DeadLetterFact;
import io.postrider.subscription.history.Retention;
import io.postrider.subscription.jdbc.HistoryInserts.Rows;

import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Counts what a batch adds to history, in the transaction that adds it: what history knows already
 * is told again without being counted again. Only waits for a rate limit, which history does not
 * keep, count once more when their records are read once more.
 */
final class HistoryTally {

    private static final Duration AHEAD = Duration.ofDays(1);
    private static final int COLUMNS = 8;

    private static final String ROWS =
            """
            COPY analytics_new (
                tenant, subscription_id, at, kind, bucket, count, retries, millis)
            FROM STDIN (FORMAT binary)
            """;

    private final Tally tally;
    private final List<DeliveryFacts> deliveries;
    private final List<AttemptFact> attempts;
    private final List<DeadLetterFact> deadLetters;

    HistoryTally(HistoryBatch batch, Retention retention, Instant now) {
        this.tally = new Tally(now.minus(retention.history()), now.plus(AHEAD));
        this.deliveries = batch.deliveries();
        this.attempts = batch.attempts();
        this.deadLetters = batch.deadLetters();
        for (DeliveryFacts facts : deliveries) {
            if (facts.deferrals() > 0) {
                tally.deferred(facts.ref(), facts.updatedAt(), facts.deferrals());
            }
        }
    }

    /** All that was inserted as new: everything but the rest, which is in the same order. */
    void inserted(Rows rest) {
        Rest<DeliveryFacts> left = new Rest<>(rest.deliveries());
        for (DeliveryFacts facts : deliveries) {
            if (left.isNotNext(facts)) {
                tally.created(facts.ref());
            }
        }
        countAttempts(new Rest<>(rest.attempts())::isNotNext);
    }

    /** Of the rest, those that history did not know. */
    void added(Set<DeliveryKey> newDeliveries, Set<AttemptKey> newAttempts) {
        for (DeliveryFacts facts : deliveries) {
            if (newDeliveries.contains(DeliveryKey.of(facts.ref()))) {
                tally.created(facts.ref());
            }
        }
        if (!newAttempts.isEmpty()) {
            countAttempts(fact ->
                    newAttempts.contains(new AttemptKey(fact.delivery(), fact.attempt().number())));
        }
    }

    void failed(Set<DeliveryId> newlyFailed) {
        for (DeadLetterFact fact : deadLetters) {
            if (newlyFailed.contains(fact.ref().id())) {
                tally.failed(fact.ref(), fact.failedAt(), fact.reason());
            }
        }
    }

    record AttemptKey(DeliveryKey delivery, int number) {}

    private interface Choice {
        boolean counts(AttemptFact fact);
    }

    /** Deliveries and attempts have one order, and every attempt's delivery is there. */
    private void countAttempts(Choice choice) {
        int at = 0;
        for (AttemptFact fact : attempts) {
            while (!DeliveryKey.of(deliveries.get(at).ref()).equals(fact.delivery())) {
                at++;
            }
            if (choice.counts(fact)) {
                tally.attempted(deliveries.get(at).ref(), fact.attempt());
            }
        }
    }

    /** Walks through what is left, beside a walk through everything. */
    private static final class Rest<T> {
        private final List<T> facts;
        private int next;

        Rest(List<T> facts) {
            this.facts = facts;
        }

        @SuppressWarnings("ReferenceEquality") // they are the very same ones
        boolean isNotNext(T fact) {
            if (next < facts.size() && facts.get(next) == fact) {
                next++;
                return false;
            }
            return true;
        }
    }

    void store(JdbcTemplate jdbc) {
        if (tally.isEmpty()) {
            return;
        }
        ConnectionCallback<Boolean> work = HistoryTally.this::copy;
        jdbc.execute(work);
    }

    private boolean copy(Connection connection) throws SQLException {
        try (CopyRows copy = new CopyRows(connection, ROWS)) {
            for (var entry : tally.entries()) {
                Tally.Key key = entry.getKey();
                Tally.Count count = entry.getValue();
                copy.row(COLUMNS)
                        .text(key.tenant().value())
                        .text(key.subscription().value())
                        .time(key.at())
                        .text(key.kind())
                        .integer(key.bucket())
                        .number(count.count())
                        .number(count.retries())
                        .number(count.millis());
            }
            copy.finish();
        }
        return true;
    }
}
