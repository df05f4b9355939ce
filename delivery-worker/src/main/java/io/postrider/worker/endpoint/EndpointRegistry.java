package io.postrider.worker.endpoint;

import io.postrider.model.Delivery.SubscriptionRef;
import io.postrider.model.FormatName;
import io.postrider.model.RequestHeader;
import io.postrider.model.SubscriptionId;
import io.postrider.model.SubscriptionSnapshot;
import io.postrider.model.access.EndpointAccess;
import io.postrider.model.format.Format;
import io.postrider.model.format.FormatCatalog;
import io.postrider.model.signature.SecretBox;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/** Every subscription as last heard of, its secrets opened once per change. */
public final class EndpointRegistry {

    private static final Logger log = LoggerFactory.getLogger(EndpointRegistry.class);

    private record Entry(long offset, Lookup lookup) {}

    private final Map<SubscriptionId, Entry> entries = new ConcurrentHashMap<>();
    private final SecretBox secrets;
    private final FormatCatalog formats;

    public EndpointRegistry(SecretBox secrets, FormatCatalog formats) {
        this.secrets = secrets;
        this.formats = formats;
    }

    /**
     * Takes the subscription as it is now. The order of the topic decides and not the version,
     * which goes back when the database is restored from a backup.
     */
    public void changed(SubscriptionSnapshot snapshot, long offset) {
        entries.put(snapshot.id(), new Entry(offset, open(snapshot)));
    }

    /** Nothing is sent for the subscription until its next snapshot. */
    public void unreadable(SubscriptionId id, long offset, String cause) {
        entries.put(id, new Entry(offset, new Lookup.Unusable(cause)));
    }

    public void deleted(SubscriptionId id) {
        entries.remove(id);
    }

    private Lookup open(SubscriptionSnapshot snapshot) {
        try {
            Format format = formats.get(snapshot.format());
            return new Lookup.Known(
                    new Endpoint(
                            snapshot.id(),
                            snapshot.url(),
                            snapshot.active(),
                            snapshot.pausedAt(),
                            shape(snapshot, format),
                            access(snapshot),
                            snapshot.schedule(),
                            format.defaults().retry().on(),
                            snapshot.timeout(),
                            snapshot.rateLimit()));
        } catch (IllegalArgumentException e) {
            log.error("no POST can be made for {}: {}", snapshot.id(), e.getMessage());
            return new Lookup.Unusable(String.valueOf(e.getMessage()));
        }
    }

    private PostShape shape(SubscriptionSnapshot snapshot, Format format) {
        String owner = snapshot.id().value();
        return PostShape.of(
                format,
                snapshot.secrets().stream().map(sealed -> secrets.open(sealed, owner)).toList(),
                snapshot.headers().entrySet().stream()
                        .map(header ->
                                new RequestHeader(
                                        header.getKey(), secrets.open(header.getValue(), owner)))
                        .toList());
    }

    private EndpointAccess access(SubscriptionSnapshot snapshot) {
        Map<String, String> open = new HashMap<>();
        snapshot.access()
                .forEach((name, value) ->
                        open.put(
                                name,
                                EndpointAccess.SECRETS.contains(name)
                                        ? secrets.open(value, snapshot.id().value())
                                        : value));
        return EndpointAccess.of(open);
    }

    /**
     * Looks the subscription of a delivery up.
     *
     * @param subscription at the snapshot that the asker knows exists, with the delivery's format
     * @param hasRead whether that snapshot has been read; asked only when what is known is older
     */
    public Lookup find(SubscriptionRef subscription, BooleanSupplier hasRead) {
        @Nullable Entry entry = entries.get(subscription.id());
        if (entry != null && entry.offset() >= subscription.offset()) {
            return in(subscription.format(), entry.lookup());
        }
        if (!hasRead.getAsBoolean()) {
            return new Lookup.NotSeenYet(
                    Optional.ofNullable(entry)
                            .map(known -> in(subscription.format(), known.lookup())));
        }
        // it may have been read between the two questions, so the first answer is stale
        @Nullable Entry current = entries.get(subscription.id());
        return current == null ? new Lookup.Deleted() : in(subscription.format(), current.lookup());
    }

    /**
     * A POST is wholly of one format, so that a delivery that was rendered before its subscription
     * got another format is signed in the one of its body.
     */
    private Lookup in(FormatName format, Lookup found) {
        if (!(found instanceof Lookup.Known(Endpoint endpoint))
                || endpoint.shape().format().equals(format)) {
            return found;
        }
        try {
            return new Lookup.Known(endpoint.shaped(endpoint.shape().in(formats.get(format))));
        } catch (IllegalArgumentException e) {
            return new Lookup.Unusable(
                    "the delivery has the format '%s': %s".formatted(format, e.getMessage()));
        }
    }

    public int size() {
        return entries.size();
    }

    /** How many subscriptions no POST can be made for. */
    public long unusable() {
        return entries.values().stream()
                .filter(entry -> entry.lookup() instanceof Lookup.Unusable)
                .count();
    }
}
