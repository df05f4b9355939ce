package io.postrider.subscription.access;

import io.postrider.model.Payload;

import java.security.MessageDigest;
import java.util.EnumSet;

/** The key of the configuration, which is there before any other. It may do everything. */
public final class AdminKey {

    /** What its actor is called. */
    public static final String ID = "admin";

    private final Payload hash;

    public AdminKey(String key) {
        this.hash = Tokens.hash(key);
    }

    /** How long the comparison takes says nothing of the key. */
    boolean is(String token) {
        return MessageDigest.isEqual(hash.bytes(), Tokens.hash(token).bytes());
    }

    /**
     * What shows that a session was opened with this key, to those who have the session's token.
     */
    Payload proof(String sessionToken) {
        return Tokens.hash(sessionToken, Tokens.text(hash.bytes()));
    }

    Caller caller(String address) {
        return new Caller(
                new Actor(Actor.Kind.ADMIN_KEY, ID, "admin key", address),
                Reach.EVERYBODY,
                EnumSet.allOf(Scope.class));
    }
}
