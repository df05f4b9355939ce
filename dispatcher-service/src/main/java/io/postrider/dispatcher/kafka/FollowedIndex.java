package io.postrider.dispatcher.kafka;

import io.postrider.dispatcher.matching.SubscriptionIndex;
import io.postrider.model.SubscriptionId;
import io.postrider.model.SubscriptionSnapshot;
import io.postrider.model.format.FormatCatalog;
import io.postrider.runtime.kafka.SubscriptionListener;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps the index as the subscriptions topic says. */
public final class FollowedIndex implements SubscriptionListener {

    private static final Logger log = LoggerFactory.getLogger(FollowedIndex.class);

    private final SubscriptionIndex index;
    private final FormatCatalog formats;
    private final Set<SubscriptionId> ofUnknownFormat = ConcurrentHashMap.newKeySet();
    private final Set<SubscriptionId> unreadable = ConcurrentHashMap.newKeySet();

    public FollowedIndex(SubscriptionIndex index, FormatCatalog formats) {
        this.index = index;
        this.formats = formats;
    }

    @Override
    public void changed(SubscriptionSnapshot snapshot, long offset) {
        unreadable.remove(snapshot.id());
        if (!snapshot.active() || formats.find(snapshot.format()).isPresent()) {
            ofUnknownFormat.remove(snapshot.id());
        } else if (ofUnknownFormat.add(snapshot.id())) {
            log.error(
                    "webhook {} has the format '{}', which is not in postrider.formats.directory"
                            + " here: its deliveries wait until dispatcher or worker know it",
                    snapshot.id(),
                    snapshot.format());
        }
        index.put(snapshot, offset);
    }

    /**
     * Events are matched as the latest readable snapshot says; the worker lets the deliveries wait.
     */
    @Override
    public void unreadable(SubscriptionId id, long offset, String cause) {
        unreadable.add(id);
    }

    @Override
    public void deleted(SubscriptionId id) {
        ofUnknownFormat.remove(id);
        unreadable.remove(id);
        index.remove(id);
    }

    /** How many subscriptions' latest snapshots cannot be read. */
    public int unreadable() {
        return unreadable.size();
    }

    /** How many active subscriptions have a format that is not configured here. */
    public int ofUnknownFormat() {
        return ofUnknownFormat.size();
    }
}
