package io.postrider.subscription.access;

import io.postrider.model.Payload;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Keeps keys. What is done to them is kept in the audit log together with it. */
public interface ApiKeys {

    /**
     * Adds a key.
     *
     * @param hash of the key itself
     * @throws io.postrider.subscription.refusal.RefusedException when the key that it is to end
     *     with was revoked meanwhile
     */
    void add(Caller caller, ApiKey key, Payload hash);

    /** The key of that beginning and hash, valid or not. */
    Optional<ApiKey> lookUp(String prefix, Payload hash);

    Optional<ApiKey> find(Reach reach, String id);

    /** Newest first, those older than the one. */
    List<ApiKey> list(Reach reach, Optional<String> before, int limit);

    /**
     * Revokes the key, and the keys that end with it.
     *
     * @return whether the key exists; it may have been revoked before
     */
    boolean revoke(Caller caller, String id, Instant now);

    /** The key was used. */
    void used(String id, Instant now);
}
