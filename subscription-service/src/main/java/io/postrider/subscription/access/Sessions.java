package io.postrider.subscription.access;

import io.postrider.model.Payload;

import java.time.Instant;
import java.util.Optional;

/** Keeps sessions, by the hash of their tokens. */
public interface Sessions {

    /** Opens one, which the audit log hears of too. */
    void add(Caller caller, Payload hash, Stored session, Instant now);

    Optional<Stored> find(Payload hash);

    /** Ends it, which the audit log hears of too. */
    void remove(Caller caller, Payload hash);

    /**
     * A session as it is kept: of a key, or of the admin key.
     *
     * @param key as it is now
     * @param adminProof of which the token and the admin key are made
     */
    record Stored(Optional<ApiKey> key, Optional<Payload> adminProof, Instant expiresAt) {}
}
