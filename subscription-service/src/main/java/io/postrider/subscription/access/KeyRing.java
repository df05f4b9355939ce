package io.postrider.subscription.access;

import io.postrider.model.Payload;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Knows the key behind a text. What was looked up is good for a second, so that not every request
 * asks the database; a key revoked elsewhere opens nothing after that. While the database does not
 * answer nobody can revoke a key, and keys used lately stay good for five minutes.
 */
public final class KeyRing {

    static final Duration REMEMBERED = Duration.ofSeconds(1);
    static final Duration REMEMBERED_IN_OUTAGE = Duration.ofMinutes(5);

    private static final Duration BETWEEN_USES = Duration.ofMinutes(1);
    private static final int MOST = 10_000;

    private final ApiKeys keys;
    private final InstantSource clock;
    private final Map<Payload, Known> known = new ConcurrentHashMap<>();

    /** A key as it was read, and when. */
    private record Known(ApiKey key, Instant readAt) {

        boolean isGood(Instant now, Duration remembered) {
            return now.isBefore(readAt.plus(remembered));
        }
    }

    public KeyRing(ApiKeys keys, InstantSource clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /** The key, when it opens something now. */
    Optional<ApiKey> find(String text) {
        if (!KeyText.isKey(text)) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        return remembered(text, now).filter(key -> key.isValid(now));
    }

    private Optional<ApiKey> remembered(String text, Instant now) {
        Payload hash = Tokens.hash(text);
        Known before = known.get(hash);
        if (before != null && before.isGood(now, REMEMBERED)) {
            return Optional.of(before.key());
        }
        try {
            Optional<ApiKey> key = keys.lookUp(KeyText.prefix(text), hash);
            key.ifPresentOrElse(it -> remember(hash, it, now), () -> known.remove(hash));
            return key;
        } catch (RuntimeException e) {
            if (before != null && before.isGood(now, REMEMBERED_IN_OUTAGE)) {
                return Optional.of(before.key());
            }
            throw e;
        }
    }

    private void remember(Payload hash, ApiKey key, Instant now) {
        if (known.size() >= MOST) {
            known.clear();
        }
        known.put(hash, new Known(key, now));
        if (key.isValid(now)
                && key.lastUsedAt()
                        .filter(last -> now.isBefore(last.plus(BETWEEN_USES)))
                        .isEmpty()) {
            keys.used(key.id(), now);
        }
    }

    /** Forgets a key that was revoked here; the keys that ended with it are looked up again too. */
    void forget(String id) {
        known.values()
                .removeIf(it -> it.key().id().equals(id) || it.key().revokedWith().isPresent());
    }
}
