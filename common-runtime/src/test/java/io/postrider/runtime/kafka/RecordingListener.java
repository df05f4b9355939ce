package io.postrider.runtime.kafka;

import io.postrider.model.SubscriptionId;
import io.postrider.model.SubscriptionSnapshot;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Knows the subscriptions it has heard of; fails, if asked to, at some of them. */
final class RecordingListener implements SubscriptionListener {

    private final Map<String, Long> versions = new ConcurrentHashMap<>();
    private final Map<String, Long> offsets = new ConcurrentHashMap<>();
    private final Map<String, String> unreadable = new ConcurrentHashMap<>();
    private final Set<String> troublesome = ConcurrentHashMap.newKeySet();

    void failAt(String id) {
        troublesome.add(id);
    }

    /** Version by id. */
    Map<String, Long> versions() {
        return versions;
    }

    /** Offset of the latest snapshot by id. */
    Map<String, Long> offsets() {
        return offsets;
    }

    /** Why, by id. */
    Map<String, String> unreadable() {
        return unreadable;
    }

    @Override
    public void changed(SubscriptionSnapshot snapshot, long offset) {
        if (troublesome.contains(snapshot.id().value())) {
            throw new IllegalStateException("cannot take " + snapshot.id());
        }
        versions.put(snapshot.id().value(), snapshot.version());
        offsets.put(snapshot.id().value(), offset);
    }

    @Override
    public void unreadable(SubscriptionId id, long offset, String cause) {
        versions.remove(id.value());
        unreadable.put(id.value(), cause);
    }

    @Override
    public void deleted(SubscriptionId id) {
        versions.remove(id.value());
        offsets.remove(id.value());
    }
}
