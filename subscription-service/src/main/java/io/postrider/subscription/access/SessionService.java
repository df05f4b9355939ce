package io.postrider.subscription.access;

import io.postrider.model.Payload;
import io.postrider.subscription.access.Doorkeeper.Verdict;
import io.postrider.subscription.access.Sessions.Origin;
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
 * the session ends. One that an identity provider vouched for ends with its tenant.
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
     * A session that can do what the key can, or what the identity provider said of the person.
     *
     * @param admitted by the doorkeeper, or by the provider
     */
    public Opened open(Verdict.Admitted admitted) {
        Caller caller = admitted.caller();
        Instant now = source.clock().instant().truncatedTo(ChronoUnit.MILLIS);
        String token = Tokens.text(source.random().next(Tokens.RANDOM_BYTES));
        Origin origin = originOf(caller, token);
        Instant end = now.plus(lifetime);
        Instant expiresAt = endOfKey(origin).filter(last -> last.isBefore(end)).orElse(end);
        sessions.add(caller, Tokens.hash(token), new Sessions.Stored(origin, expiresAt), now);
        return new Opened(token, new Session(caller, csrfOf(token), expiresAt));
    }

    /** A key that was removed is still remembered by the doorkeeper for a moment. */
    private Origin originOf(Caller caller, String token) {
        return switch (caller.actor().kind()) {
            case API_KEY ->
                    keys.find(Reach.EVERYBODY, caller.actor().id())
                            .map(Origin.OfKey::new)
                            .orElseThrow(() ->
                                    RefusedException.unauthenticated("The API key is not valid"));
            case ADMIN_KEY -> new Origin.OfAdminKey(admin.proof(token));
            case TOKEN -> Origin.OfPerson.of(caller);
            case POSTRIDER -> throw new IllegalArgumentException("Postrider has no sessions");
        };
    }

    private static Optional<Instant> endOfKey(Origin origin) {
        return origin instanceof Origin.OfKey(ApiKey key) ? key.expiresAt() : Optional.empty();
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
        return switch (stored.origin()) {
            case Origin.OfKey(ApiKey key) ->
                    Optional.of(key).filter(it -> it.isValid(now)).map(it -> it.caller(address));
            case Origin.OfAdminKey(Payload proof) ->
                    Optional.of(admin.proof(token))
                            .filter(proof::equals)
                            .map(_ -> admin.caller(address));
            case Origin.OfPerson person -> Optional.of(person.caller(address));
        };
    }

    public void close(Caller caller, String token) {
        sessions.remove(caller, Tokens.hash(token));
    }

    /** Who does not have the cookie cannot make it. */
    private static String csrfOf(String token) {
        return Tokens.text(Tokens.hash(CSRF, token).bytes());
    }
}
