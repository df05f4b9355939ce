package io.postrider.subscription.eventtype;

import io.postrider.model.EventType;
import io.postrider.model.EventTypePattern;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Lets pass what is registered. A type just registered passes at once; one just removed for another
 * five seconds, so that not every event asks the database.
 */
public final class RegisteredOnly implements TypeGate {

    private static final Duration REMEMBERED = Duration.ofSeconds(5);

    private final RegisteredTypes types;
    private final InstantSource clock;
    private final Map<EventType, Instant> knownUntil = new ConcurrentHashMap<>();

    public RegisteredOnly(RegisteredTypes types, InstantSource clock) {
        this.types = types;
        this.clock = clock;
    }

    @Override
    public boolean admits(EventType type) {
        Instant now = clock.instant();
        Instant until = knownUntil.get(type);
        if (until != null && now.isBefore(until)) {
            return true;
        }
        if (types.find(type).isEmpty()) {
            knownUntil.remove(type);
            return false;
        }
        knownUntil.put(type, now.plus(REMEMBERED));
        return true;
    }

    @Override
    public boolean admits(EventTypePattern pattern) {
        return pattern.matchesEverything() || types.anyOf(pattern);
    }
}
