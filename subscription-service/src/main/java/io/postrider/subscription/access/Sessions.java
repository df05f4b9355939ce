package io.postrider.subscription.access;

import io.postrider.model.Payload;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Keeps sessions, by the hash of their tokens. */
public interface Sessions {

    /** Opens one, which the audit log hears of too. */
    void add(Caller caller, Payload hash, Stored session, Instant now);

    Optional<Stored> find(Payload hash);

    /** Ends it, which the audit log hears of too. */
    void remove(Caller caller, Payload hash);

    /** A session as it is kept. */
    record Stored(Origin origin, Instant expiresAt) {}

    /** What a session was opened with, which says what it is good for. */
    sealed interface Origin {

        /** A key, as it is now. */
        record OfKey(ApiKey key) implements Origin {}

        /** The admin key: the proof is made of it and of the session's token. */
        record OfAdminKey(Payload proof) implements Origin {}

        /**
         * The word of an identity provider, as it was given then.
         *
         * @param subject by which the provider knows them
         */
        record OfPerson(String subject, String name, Reach reach, Set<Scope> scopes)
                implements Origin {

            public OfPerson {
                scopes = Set.copyOf(scopes);
            }

            static OfPerson of(Caller caller) {
                return new OfPerson(
                        caller.actor().id(),
                        caller.actor().name(),
                        caller.reach(),
                        caller.scopes());
            }

            Caller caller(String address) {
                return new Caller(
                        new Actor(Actor.Kind.TOKEN, subject, name, address), reach, scopes);
            }
        }
    }
}
