package io.postrider.subscription.access;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Lets callers in. An address that fails again and again has to wait. API keys and signed tokens
 * cannot be guessed, so a good one is let in all the same: nobody can lock out those with whom they
 * share an address. The admin key, which somebody may have made up, is not even looked at.
 */
public final class Doorkeeper {

    private final AdminKey admin;
    private final KeyRing keys;
    private final TokenReader tokens;
    private final FailedAttempts failures;
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
            InstantSource clock) {
        this.admin = admin;
        this.keys = keys;
        this.tokens = tokens;
        this.failures = failures;
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
        Instant now = clock.instant();
        Duration wait = failures.wait(address, now);
        if (wait.isPositive()) {
            return new Verdict.Slowed(wait);
        }
        if (admin.is(token)) {
            return new Verdict.Admitted(admin.caller(address));
        }
        failures.failed(address, now);
        return new Verdict.Unknown();
    }
}
