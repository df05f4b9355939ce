package io.postrider.subscription.access;

import io.postrider.model.Payload;
import io.postrider.subscription.access.Doorkeeper.Verdict;
import io.postrider.subscription.identity.RandomBytes;
import io.postrider.subscription.refusal.RefusedException;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Sessions of browsers. They are kept in the database, so that every instance knows them and a
 * restart does not end them, and each request looks its own up together with its key: with the key
 * the session ends.
 */
public final class SessionService {

    private static final String CSRF = "csrf";

    private final Sessions sessions;
    private final ApiKeys keys;
    private final AdminKey admin;
    private final Source source;
    private final Duration lifetime;

    /** Of chance and time. */
    public record Source(RandomBytes random, InstantSource clock) {}

    /** A session that was opened, and what the cookie is to hold. */
    public record Opened(String token, Session session) {}

    public SessionService(
            Sessions sessions, ApiKeys keys, AdminKey admin, Source source, Duration lifetime) {
        this.sessions = sessions;
        this.keys = keys;
        this.admin = admin;
        this.source = source;
        this.lifetime = lifetime;
    }

    /**
     * A session that can do what the key can.
     *
     * @param admitted for a key, by the doorkeeper
     */
    public Opened open(Verdict.Admitted admitted) {
        Caller caller = admitted.caller();
        Instant now = source.clock().instant().truncatedTo(ChronoUnit.MILLIS);
        String token = Tokens.text(source.random().next(Tokens.RANDOM_BYTES));
        Optional<ApiKey> key = keyOf(caller.actor());
        Instant end = now.plus(lifetime);
        Instant expiresAt =
                key.flatMap(ApiKey::expiresAt).filter(last -> last.isBefore(end)).orElse(end);
        Optional<Payload> proof =
                key.isPresent() ? Optional.empty() : Optional.of(admin.proof(token));
        sessions.add(caller, Tokens.hash(token), new Sessions.Stored(key, proof, expiresAt), now);
        return new Opened(token, new Session(caller, csrfOf(token), expiresAt));
    }

    /** Of the admin key there is none. One that was removed is still remembered for a moment. */
    private Optional<ApiKey> keyOf(Actor actor) {
        if (actor.kind() != Actor.Kind.API_KEY) {
            return Optional.empty();
        }
        Optional<ApiKey> key = keys.find(Reach.EVERYBODY, actor.id());
        if (key.isEmpty()) {
            throw RefusedException.unauthenticated("The API key is not valid");
        }
        return key;
    }

    /** The session behind the cookie, as long as it and its key are good. */
    public Optional<Session> find(String token, String address) {
        Instant now = source.clock().instant();
        return sessions.find(Tokens.hash(token))
                .filter(stored -> now.isBefore(stored.expiresAt()))
                .flatMap(stored ->
                        callerOf(stored, token, address, now)
                                .map(caller ->
                                        new Session(caller, csrfOf(token), stored.expiresAt())));
    }

    private Optional<Caller> callerOf(
            Sessions.Stored stored, String token, String address, Instant now) {
        if (stored.key().isPresent()) {
            return stored.key().filter(key -> key.isValid(now)).map(key -> key.caller(address));
        }
        return stored.adminProof()
                .filter(admin.proof(token)::equals)
                .map(_ -> admin.caller(address));
    }

    public void close(Caller caller, String token) {
        sessions.remove(caller, Tokens.hash(token));
    }

    /** Who does not have the cookie cannot make it. */
    private static String csrfOf(String token) {
        return Tokens.text(Tokens.hash(CSRF, token).bytes());
    }
}
