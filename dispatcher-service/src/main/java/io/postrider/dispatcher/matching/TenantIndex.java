package io.postrider.dispatcher.matching;

import io.postrider.dispatcher.pattern.EventDocument;
import io.postrider.model.Delivery.SubscriptionRef;
import io.postrider.model.EventType;
import io.postrider.model.EventTypePattern;
import io.postrider.model.SubscriptionId;
import io.postrider.model.SubscriptionSnapshot;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
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

    private static final String EVERYTHING = "*";

    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final Map<String, Bucket> buckets = new HashMap<>();
    private final Map<SubscriptionId, Registration> registrations = new HashMap<>();
    private final Set<SubscriptionId> unusable = new LinkedHashSet<>();

    /** Takes a snapshot in; an older one than is known changes nothing. */
    synchronized void put(SubscriptionSnapshot snapshot, long offset) {
        Registration known = registrations.get(snapshot.id());
        if (known != null && snapshot.version() < known.version()) {
            return;
        }
        if (known != null && known.selection().equals(snapshot.selection())) {
            exclusively(() -> known.moveTo(snapshot, offset));
            return;
        }
        exclusively(() -> {
            takeOut(known);
            add(new Registration(snapshot, offset));
        });
        tidyUpAfter(known);
    }

    synchronized void remove(SubscriptionId id) {
        Registration known = registrations.get(id);
        exclusively(() -> takeOut(known));
        tidyUpAfter(known);
    }

    private void exclusively(Runnable change) {
        lock.writeLock().lock();
        try {
            change.run();
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** Rebuilding a large machine takes a while, so it is done beside the lock. */
    private void tidyUpAfter(@Nullable Registration takenOut) {
        if (takenOut == null) {
            return;
        }
        for (EventTypePattern type : takenOut.selection().types()) {
            Optional.ofNullable(buckets.get(type.value()))
                    .flatMap(Bucket::worthRebuilding)
                    .ifPresent(machine -> exclusively(machine.rebuild()));
        }
    }

    private void add(Registration registration) {
        SubscriptionId id = registration.reference().id();
        registrations.put(id, registration);
        for (EventTypePattern type : registration.selection().types()) {
            boolean usable =
                    buckets.computeIfAbsent(type.value(), _ -> new Bucket()).add(registration);
            if (!usable) {
                unusable.add(id);
            }
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
     * The subscriptions that want the event.
     *
     * @param byWildcard whether those that select every type do
     */
    List<SubscriptionRef> match(EventType type, boolean byWildcard, EventDocument document) {
        lock.readLock().lock();
        try {
            List<Bucket> fitting = fitting(type.value(), byWildcard);
            Set<Registration> found = new LinkedHashSet<>();
            fitting.forEach(bucket -> bucket.collect(document, found));
            List<SubscriptionRef> references = new ArrayList<>(found.size());
            found.forEach(registration -> references.add(registration.reference()));
            return references;
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
