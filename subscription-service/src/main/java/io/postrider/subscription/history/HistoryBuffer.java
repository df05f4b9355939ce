package io.postrider.subscription.history;

import io.postrider.model.DeliveryId;
import io.postrider.model.SubscriptionId;
import io.postrider.subscription.history.HistoryBatch.DeadLetterFact;
import io.postrider.subscription.history.HistoryBatch.GoneFact;
import io.postrider.subscription.history.HistoryBatch.InvalidFact;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What was told and is not stored yet. A delivery of which only one half is known, its record or
 * the report of an attempt, is held back for a while, because a row that is written once costs a
 * fraction of one that is written and then changed. A dead letter is never held back, nor what is
 * known of its delivery, so that both say the same. Times are nanoseconds since any one moment.
 */
public final class HistoryBuffer {

    /** An event published again begins its delivery anew: under the same id, with no replays. */
    private static final Comparator<DeadLetterFact> BY_LIFE =
            Comparator.comparing((DeadLetterFact fact) -> fact.ref().createdAt())
                    .thenComparingInt(DeadLetterFact::replays);

    private static final Comparator<InvalidFact> BY_POSITION =
            Comparator.comparing(InvalidFact::topic)
                    .thenComparingInt(fact -> fact.position().partition())
                    .thenComparingLong(fact -> fact.position().offset());

    private record GoneEndpoint(SubscriptionId subscription, URI url) {}

    private final long patience;
    private final Map<DeliveryKey, ToldDelivery> deliveries = new HashMap<>();
    private final Map<DeliveryId, DeadLetterFact> deadLetters = new HashMap<>();
    private final Map<String, InvalidFact> invalid = new HashMap<>();
    private final Map<GoneEndpoint, GoneFact> gone = new HashMap<>();
    private final StoredDeliveries stored = new StoredDeliveries();
    private List<ToldDelivery> taken = List.of();
    private long now;

    /**
     * Starts empty.
     *
     * @param patience for which one half of a delivery waits for the other
     */
    public HistoryBuffer(Duration patience) {
        this.patience = patience.toNanos();
    }

    /** Adds what the records tell; of those that cannot be read, that they cannot. */
    public void add(Collection<SourceRecord> records, long time) {
        now = time;
        Projection projection = new Projection(this);
        records.forEach(projection::add);
    }

    /** Deliveries of which something waits to be stored. */
    public int size() {
        return deliveries.size();
    }

    /** Takes out all but the halves that may yet become whole. */
    public HistoryBatch take(long time) {
        List<ToldDelivery> ripe = new ArrayList<>(deliveries.size());
        Iterator<ToldDelivery> each = deliveries.values().iterator();
        while (each.hasNext()) {
            ToldDelivery told = each.next();
            if (isRipe(told, time)) {
                ripe.add(told);
                each.remove();
            }
        }
        return batchOf(ripe);
    }

    private boolean isRipe(ToldDelivery told, long time) {
        return !told.facts().isHalf()
                || deadLetters.containsKey(told.key().id())
                || time - told.since() >= patience;
    }

    public HistoryBatch takeAll() {
        List<ToldDelivery> all = new ArrayList<>(deliveries.values());
        deliveries.clear();
        return batchOf(all);
    }

    /** The batch that was taken last is stored. */
    public void stored() {
        taken.forEach(stored::remember);
        taken = List.of();
    }

    /** When the oldest of what is still here was told. */
    public OptionalLong oldest() {
        return deliveries.values().stream().mapToLong(ToldDelivery::since).min();
    }

    public void clear() {
        var _ = takeAll();
        taken = List.of();
    }

    private HistoryBatch batchOf(List<ToldDelivery> batch) {
        batch.sort(Comparator.comparing(ToldDelivery::key));
        taken = batch;
        List<DeliveryFacts> facts = new ArrayList<>(batch.size());
        List<HistoryBatch.AttemptFact> attempts = new ArrayList<>(batch.size());
        for (ToldDelivery told : batch) {
            facts.add(told.facts());
            told.addAttemptsTo(attempts);
        }
        return new HistoryBatch(
                facts,
                attempts,
                emptied(deadLetters, Comparator.comparing(letter -> letter.ref().id().value())),
                emptied(invalid, BY_POSITION),
                emptied(gone, Comparator.comparing(fact -> fact.subscription().value())));
    }

    private static <T> List<T> emptied(Map<?, T> facts, Comparator<T> order) {
        List<T> sorted = facts.values().stream().sorted(order).toList();
        facts.clear();
        return sorted;
    }

    void add(DeliveryFacts facts) {
        var _ = told(DeliveryKey.of(facts.ref()), facts);
    }

    /** Adds what the record tells that begins a delivery. */
    void addRecord(DeliveryFacts facts) {
        DeliveryKey key = DeliveryKey.of(facts.ref());
        if (!stored.takeReported(key)) {
            told(key, facts).foundRecord();
        }
    }

    void add(DeliveryFacts facts, AttemptEntry attempt) {
        DeliveryKey key = DeliveryKey.of(facts.ref());
        told(key, stored.takeRecorded(key) ? facts.known() : facts).add(attempt);
    }

    private ToldDelivery told(DeliveryKey key, DeliveryFacts facts) {
        ToldDelivery told = deliveries.get(key);
        if (told == null) {
            told = new ToldDelivery(key, now, facts);
            deliveries.put(key, told);
        } else {
            told.add(facts);
        }
        return told;
    }

    void add(DeadLetterFact letter) {
        deadLetters.merge(
                letter.ref().id(),
                letter,
                (before, later) -> BY_LIFE.compare(later, before) >= 0 ? later : before);
    }

    void add(InvalidFact fact) {
        invalid.put(fact.topic() + ":" + fact.position(), fact);
    }

    void add(GoneFact fact) {
        gone.merge(
                new GoneEndpoint(fact.subscription(), fact.url()),
                fact,
                (before, later) ->
                        later.answeredAt().isAfter(before.answeredAt()) ? later : before);
    }
}
