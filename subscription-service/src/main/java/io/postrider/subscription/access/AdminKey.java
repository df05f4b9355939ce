package io.postrider.subscription.access;

import io.postrider.model.Payload;

import java.security.MessageDigest;
import java.util.EnumSet;

/** The key of the configuration, which is there before any other. It may do everything. */
public final class AdminKey {

    /** What its actor is called. */
    public static final String ID = "admin";

    /** A key of 256 random bits has so many characters of base64url. */
    private static final int UNGUESSABLE_LENGTH = 43;

    /** Random keys have more different characters than this, in hexadecimal too. */
    private static final int UNGUESSABLE_VARIETY = 10;

    private final Payload hash;
    private final boolean unguessable;

    public AdminKey(String key) {
        this.hash = Tokens.hash(key);
        this.unguessable =
                key.length() >= UNGUESSABLE_LENGTH
                        && key.chars().distinct().count() >= UNGUESSABLE_VARIETY;
    }

    /** Whether it is long and varied enough that guesses need not be slowed down. */
    boolean isUnguessable() {
        return unguessable;
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
