package io.postrider.subscription.access;

import io.postrider.subscription.access.FailureListener.Failure;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Authenticates requests, and throttles addresses after repeated failures. API keys, signed tokens
 * and an admin key that is as long as a generated one cannot be guessed, so a right one is always
 * accepted: failures of others behind the same address do not lock it out. A shorter admin key is
 * not compared while the address has to wait.
 */
public final class Doorkeeper {

    private final AdminKey admin;
    private final KeyRing keys;
    private final TokenReader tokens;
    private final FailedAttempts failures;
    private final FailureListener listener;
    private final InstantSource clock;

    /** What a caller is told. */
    public sealed interface Verdict {

        record Admitted(Caller caller) implements Verdict {}

        record Unknown() implements Verdict {}

        /** It has failed too often to be looked at now. */
        record Slowed(Duration pause) implements Verdict {}
    }

    public Doorkeeper(
            AdminKey admin,
            KeyRing keys,
            TokenReader tokens,
            FailedAttempts failures,
            FailureListener listener,
            InstantSource clock) {
        this.admin = admin;
        this.keys = keys;
        this.tokens = tokens;
        this.failures = failures;
        this.listener = listener;
        this.clock = clock;
    }

    /** Takes keys and tokens. */
    public Verdict admit(String token, String address) {
        return verdict(token, address, tokens.read(token, address));
    }

    /** Takes keys alone. */
    public Verdict admitKey(String key, String address) {
        return verdict(key, address, Optional.empty());
    }

    private Verdict verdict(String token, String address, Optional<Caller> byToken) {
        Optional<Caller> known = byToken.or(() -> keys.find(token).map(key -> key.caller(address)));
        if (known.isPresent()) {
            return new Verdict.Admitted(known.get());
        }
        if (admin.isUnguessable() && admin.is(token)) {
            return new Verdict.Admitted(admin.caller(address));
        }
        Instant now = clock.instant();
        Duration wait = failures.wait(address, now);
        if (wait.isPositive()) {
            listener.failed(Failure.SLOWED, address);
            return new Verdict.Slowed(wait);
        }
        if (admin.is(token)) {
            return new Verdict.Admitted(admin.caller(address));
        }
        failures.failed(address, now);
        listener.failed(isSigned(token) ? Failure.INVALID_TOKEN : Failure.UNKNOWN_KEY, address);
        return new Verdict.Unknown();
    }

    /** Whether it has the form of a JWT (RFC 7519): two dots. */
    private static boolean isSigned(String token) {
        return token.chars().filter(c -> c == '.').count() == 2;
    }
}
