package io.postrider.worker.endpoint;

import io.postrider.model.SubscriptionId;
import io.postrider.model.SubscriptionSnapshot;
import io.postrider.model.signature.SecretBox;
import io.postrider.model.signature.SignatureScheme;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/** Every subscription as last heard of, its secrets opened once per change. */
public final class EndpointRegistry {

    private static final Logger log = LoggerFactory.getLogger(EndpointRegistry.class);

    private record Entry(long offset, long version, Lookup lookup) {}

    private final Map<SubscriptionId, Entry> entries = new ConcurrentHashMap<>();
    private final SecretBox secrets;

    public EndpointRegistry(SecretBox secrets) {
        this.secrets = secrets;
    }

    /** A follower that starts over brings old versions again: they do not count. */
    public void changed(SubscriptionSnapshot snapshot, long offset) {
        entries.compute(
                snapshot.id(),
                (_, known) ->
                        known != null && known.version() > snapshot.version()
                                ? known
                                : new Entry(offset, snapshot.version(), open(snapshot)));
    }

    public void deleted(SubscriptionId id) {
        entries.remove(id);
    }

    private Lookup open(SubscriptionSnapshot snapshot) {
        try {
            return new Lookup.Known(
                    new Endpoint(
                            snapshot.id(),
                            snapshot.url(),
                            snapshot.active(),
                            snapshot.secrets().stream()
                                    .map(sealed -> secrets.open(sealed, snapshot.id().value()))
                                    .map(SignatureScheme::ofSecret)
                                    .toList(),
                            snapshot.schedule(),
                            snapshot.timeout(),
                            snapshot.rateLimit()));
        } catch (IllegalArgumentException e) {
            log.error("the secrets of {} cannot be used: {}", snapshot.id(), e.getMessage());
            return new Lookup.Unusable(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Looks a subscription up.
     *
     * @param offset of the snapshot that the asker knows exists
     * @param hasRead whether that snapshot has been read; asked only when what is known is older
     */
    public Lookup find(SubscriptionId id, long offset, BooleanSupplier hasRead) {
        @Nullable Entry entry = entries.get(id);
        if (entry != null && entry.offset() >= offset) {
            return entry.lookup();
        }
        if (!hasRead.getAsBoolean()) {
            return new Lookup.NotSeenYet();
        }
        // it may have been read between the two questions, so the first answer is stale
        @Nullable Entry current = entries.get(id);
        return current == null ? new Lookup.Deleted() : current.lookup();
    }

    public int size() {
        return entries.size();
    }

    /** How many subscriptions nothing can be signed for. */
    public long unusable() {
        return entries.values().stream()
                .filter(entry -> entry.lookup() instanceof Lookup.Unusable)
                .count();
    }
}
