package io.postrider.subscription.republish;

import io.postrider.model.SubscriptionId;
import io.postrider.model.wire.SubscriptionCodec;
import io.postrider.subscription.webhook.Subscription;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Compares the topic of subscriptions with the database and publishes what differs. They differ
 * after the database was restored from a backup or failed over to a replica that was behind, and
 * after the topic was made anew.
 */
public final class Republication {

    private static final Logger log = LoggerFactory.getLogger(Republication.class);
    private static final int PAGE = 200;

    /**
     * What was done.
     *
     * @param published subscriptions of which the topic said something else or nothing
     * @param withdrawn subscriptions that the topic has and the database has not
     */
    public record Result(int published, int withdrawn) {}

    private final PublishedSnapshots topic;
    private final StoredSubscriptions database;

    public Republication(PublishedSnapshots topic, StoredSubscriptions database) {
        this.topic = topic;
        this.database = database;
    }

    /**
     * Compares twice. What differed both times, and was not on its way to the topic or changed in
     * between, will not come by itself.
     *
     * <p>An empty database withdraws nothing: it is rather the wrong one than one whose webhooks
     * have all been deleted without the topic hearing of it.
     */
    public Result run() {
        Difference first = compare().without(database::isOnItsWay);
        if (first.isEmpty()) {
            return new Result(0, 0);
        }
        Difference lasting = first.and(compare());
        Result result =
                new Result(
                        count(
                                lasting.changed().entrySet(),
                                entry -> database.publish(entry.getKey(), entry.getValue())),
                        count(lasting.unknown(), database::withdraw));
        if (result.published() > 0 || result.withdrawn() > 0) {
            log.warn(
                    "the topic of subscriptions differed from the database: published {} webhooks,"
                            + " withdrew {}",
                    result.published(),
                    result.withdrawn());
        }
        return result;
    }

    /**
     * How the topic differs from the database.
     *
     * @param changed the versions in the database of subscriptions of which the topic says
     *     something else or nothing
     * @param unknown subscriptions that the database has not
     */
    private record Difference(Map<SubscriptionId, Long> changed, Set<SubscriptionId> unknown) {

        boolean isEmpty() {
            return changed.isEmpty() && unknown.isEmpty();
        }

        Difference without(Predicate<SubscriptionId> some) {
            changed.keySet().removeIf(some);
            unknown.removeIf(some);
            return this;
        }

        Difference and(Difference other) {
            changed.entrySet().retainAll(other.changed.entrySet());
            unknown.retainAll(other.unknown);
            return this;
        }
    }

    private Difference compare() {
        Map<SubscriptionId, Integer> published = new HashMap<>(topic.hashes());
        Map<SubscriptionId, Long> changed = new HashMap<>();
        Optional<SubscriptionId> below = Optional.empty();
        List<Subscription> page = database.below(below, PAGE);
        boolean empty = page.isEmpty();
        while (!page.isEmpty()) {
            for (Subscription subscription : page) {
                Integer hash = published.remove(subscription.id());
                if (hash == null || hash != hash(subscription)) {
                    changed.put(subscription.id(), subscription.revision().version());
                }
            }
            below = Optional.of(page.getLast().id());
            page = database.below(below, PAGE);
        }
        if (empty && !published.isEmpty()) {
            log.error(
                    "the topic of subscriptions has {} webhooks and the database none: nothing is"
                            + " withdrawn; check that it is the right database",
                    published.size());
            published.clear();
        }
        return new Difference(changed, new HashSet<>(published.keySet()));
    }

    /** Acts on each, and counts those that it was of use to. */
    private static <T> int count(Set<T> all, Predicate<T> act) {
        return Math.toIntExact(all.stream().filter(act).count());
    }

    /** Of the snapshot as it comes back from the topic. */
    private static int hash(Subscription subscription) {
        return SubscriptionCodec.decode(SubscriptionCodec.encode(subscription.snapshot()))
                .hashCode();
    }
}
