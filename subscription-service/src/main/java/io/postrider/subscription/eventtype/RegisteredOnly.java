package io.postrider.subscription.eventtype;

import io.postrider.model.Event;
import io.postrider.model.EventType;
import io.postrider.model.EventTypePattern;
import io.postrider.subscription.eventtype.JsonSchemas.Mismatch;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Lets pass what is registered. A type just registered passes at once; one just removed for another
 * five seconds, and one just changed by its old schema, so that not every event asks the database.
 */
public final class RegisteredOnly implements TypeGate {

    private static final Duration REMEMBERED = Duration.ofSeconds(5);

    private final RegisteredTypes types;
    private final JsonSchemas schemas;
    private final InstantSource clock;
    private final Map<EventType, Known> known = new ConcurrentHashMap<>();

    /** A type as it was read, good until then. */
    private record Known(RegisteredType type, Instant until) {}

    public RegisteredOnly(RegisteredTypes types, JsonSchemas schemas, InstantSource clock) {
        this.types = types;
        this.schemas = schemas;
        this.clock = clock;
    }

    @Override
    public boolean admits(EventType type) {
        return find(type).isPresent();
    }

    private Optional<RegisteredType> find(EventType name) {
        Instant now = clock.instant();
        Known remembered = known.get(name);
        if (remembered != null && now.isBefore(remembered.until())) {
            return Optional.of(remembered.type());
        }
        Optional<RegisteredType> type = types.find(name);
        type.ifPresentOrElse(
                it -> known.put(name, new Known(it, now.plus(REMEMBERED))),
                () -> known.remove(name));
        return type;
    }

    @Override
    public boolean admits(EventTypePattern pattern) {
        return pattern.matchesEverything() || types.anyOf(pattern);
    }

    @Override
    public List<Mismatch> mismatches(Event event) {
        return find(event.type())
                .flatMap(type -> type.about().schema())
                .map(schema -> schemas.mismatches(schema, event.data().text()))
                .orElse(List.of());
    }
}
