package io.postrider.subscription.history;

import io.postrider.subscription.history.HistoryBatch.AttemptFact;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What was told of one delivery and is not stored yet. */
final class ToldDelivery {

    private static final Comparator<AttemptEntry> BY_NUMBER =
            Comparator.comparingInt(AttemptEntry::number);

    private final DeliveryKey key;
    private final long since;
    private final List<AttemptEntry> attempts = new ArrayList<>(1);
    private DeliveryFacts facts;
    private boolean hasRecord;

    ToldDelivery(DeliveryKey key, long since, DeliveryFacts facts) {
        this.key = key;
        this.since = since;
        this.facts = facts;
    }

    DeliveryKey key() {
        return key;
    }

    /** When the first of it was told. */
    long since() {
        return since;
    }

    DeliveryFacts facts() {
        return facts;
    }

    /** Whether the record that begins it is among what was told. */
    boolean hasRecord() {
        return hasRecord;
    }

    void foundRecord() {
        hasRecord = true;
    }

    void add(DeliveryFacts more) {
        facts = facts.plus(more);
    }

    /** Of two reports on one attempt the one that finished later counts, as in the table. */
    void add(AttemptEntry attempt) {
        for (int i = 0; i < attempts.size(); i++) {
            AttemptEntry before = attempts.get(i);
            if (before.number() == attempt.number()) {
                if (attempt.finishedAt().isAfter(before.finishedAt())) {
                    attempts.set(i, attempt);
                }
                return;
            }
        }
        attempts.add(attempt);
    }

    void addAttemptsTo(List<AttemptFact> all) {
        if (attempts.size() > 1) {
            attempts.sort(BY_NUMBER);
        }
        boolean isNew = facts.isNew();
        for (AttemptEntry attempt : attempts) {
            all.add(new AttemptFact(key, attempt, isNew));
        }
    }
}
