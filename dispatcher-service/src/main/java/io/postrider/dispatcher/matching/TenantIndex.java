package io.postrider.dispatcher.matching;

import io.postrider.dispatcher.matching.Matches.Undecided;
import io.postrider.model.EventSelection;
import io.postrider.model.EventType;
import io.postrider.model.EventTypePattern;
import io.postrider.model.SubscriptionId;
import io.postrider.model.SubscriptionSnapshot;
import io.postrider.model.filter.EventDocument;
import io.postrider.model.filter.Filter;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * The active subscriptions of one tenant. One thread changes them, any number look up. An event
 * sees each of them before or after a change, never between: a lock does that, held for the
 * microseconds that one look-up or one change takes, because copying an immutable index would make
 * each change cost as much as there are subscriptions.
 */
final class TenantIndex {

    private static final Logger log = LoggerFactory.getLogger(TenantIndex.class);
    private static final String EVERYTHING = "*";

    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final Map<String, Bucket> buckets = new HashMap<>();
    private final Map<SubscriptionId, Registration> registrations = new HashMap<>();
    private final Set<SubscriptionId> unusable = new LinkedHashSet<>();

    /** Takes a snapshot in; the latest in the order of the topic counts, whatever its version. */
    synchronized void put(SubscriptionSnapshot snapshot, long offset) {
        Registration known = registrations.get(snapshot.id());
        if (known != null && known.selection().equals(snapshot.selection())) {
            exclusively(() -> known.moveTo(snapshot, offset));
            return;
        }
        Registration registration = new Registration(snapshot, offset);
        Optional<Runnable> entry = entry(registration);
        exclusively(() -> {
            takeOut(known);
            registrations.put(snapshot.id(), registration);
            entry.ifPresentOrElse(Runnable::run, () -> unusable.add(snapshot.id()));
        });
    }

    synchronized void remove(SubscriptionId id) {
        Registration known = registrations.get(id);
        exclusively(() -> takeOut(known));
    }

    private void exclusively(Runnable change) {
        lock.writeLock().lock();
        try {
            change.run();
        } finally {
            lock.writeLock().unlock();
        }
    }

    /**
     * What enters the subscription into its buckets; nothing when it is refused. The same limits
     * hold as in the API, because a record of the topic may be older than they are, or forged. The
     * filter is compiled once for all types, and beside the lock.
     */
    private Optional<Runnable> entry(Registration registration) {
        try {
            EventSelection selection = registration.selection();
            selection.requireWithinLimits();
            Optional<Filter> filter = selection.contentPattern().map(Filter::compile);
            return Optional.of(() ->
                    selection
                            .types()
                            .forEach(type ->
                                    buckets.computeIfAbsent(type.value(), _ -> new Bucket())
                                            .add(registration, filter)));
        } catch (RuntimeException e) {
            log.error(
                    "{} gets nothing, because its selection is refused: {}",
                    registration.reference().id(),
                    e.getMessage());
            return Optional.empty();
        }
    }

    private void takeOut(@Nullable Registration registration) {
        if (registration == null) {
            return;
        }
        registrations.remove(registration.reference().id());
        unusable.remove(registration.reference().id());
        for (EventTypePattern type : registration.selection().types()) {
            buckets.computeIfPresent(
                    type.value(),
                    (_, bucket) -> {
                        bucket.remove(registration);
                        return bucket.isEmpty() ? null : bucket;
                    });
        }
    }

    int size() {
        return registrations.size();
    }

    int unusable() {
        return unusable.size();
    }

    /**
     * The subscriptions that want the event, and those whose filter cannot tell.
     *
     * @param byWildcard whether those that select every type do
     */
    Matches match(EventType type, boolean byWildcard, EventDocument document) {
        lock.readLock().lock();
        try {
            Set<Registration> wanted = new LinkedHashSet<>();
            Map<Registration, String> undecided = new LinkedHashMap<>();
            fitting(type.value(), byWildcard)
                    .forEach(bucket -> bucket.match(document, wanted::add, undecided::putIfAbsent));
            undecided.keySet().removeAll(wanted);
            return new Matches(
                    wanted.stream().map(Registration::reference).toList(),
                    undecided.entrySet().stream()
                            .map(entry ->
                                    new Undecided(
                                            entry.getKey().reference().id(), entry.getValue()))
                            .toList());
        } finally {
            lock.readLock().unlock();
        }
    }

    private List<Bucket> fitting(String type, boolean byWildcard) {
        List<Bucket> fitting = new ArrayList<>();
        addTo(fitting, type);
        for (int dot = type.lastIndexOf('.'); dot > 0; dot = type.lastIndexOf('.', dot - 1)) {
            addTo(fitting, type.substring(0, dot + 1) + EVERYTHING);
        }
        if (byWildcard) {
            addTo(fitting, EVERYTHING);
        }
        return fitting;
    }

    private void addTo(List<Bucket> fitting, String pattern) {
        Bucket bucket = buckets.get(pattern);
        if (bucket != null) {
            fitting.add(bucket);
        }
    }
}
