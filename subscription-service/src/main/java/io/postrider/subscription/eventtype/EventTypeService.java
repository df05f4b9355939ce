package io.postrider.subscription.eventtype;

import io.postrider.model.EventType;
import io.postrider.model.Payload;
import io.postrider.subscription.eventtype.RegisteredType.About;
import io.postrider.subscription.refusal.RefusedException;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What can be done with event types. */
public final class EventTypeService {

    private final RegisteredTypes types;
    private final InstantSource clock;

    public EventTypeService(RegisteredTypes types, InstantSource clock) {
        this.types = types;
        this.clock = clock;
    }

    /**
     * A new type.
     *
     * @throws RefusedException when there is one of the name
     */
    public RegisteredType register(EventType name, About about) {
        Instant now = now();
        RegisteredType type = new RegisteredType(name, about, now, now);
        if (!types.add(type)) {
            throw RefusedException.conflict(
                    "The event type %s is registered already; change it with PUT or PATCH"
                            .formatted(name));
        }
        return type;
    }

    /** The type as it is to be, whether there was one or not. */
    public RegisteredType put(EventType name, About about) {
        Instant now = now();
        RegisteredType fresh = new RegisteredType(name, about, now, now);
        return types.add(fresh)
                ? fresh
                : types.change(name, current -> current.with(about, now))
                        .orElseThrow(() ->
                                RefusedException.conflict(
                                        "The event type was removed meanwhile; try again"));
    }

    public RegisteredType change(EventType name, UnaryOperator<About> change) {
        Instant now = now();
        return types.change(name, current -> current.with(change.apply(current.about()), now))
                .orElseThrow(() -> unknown(name));
    }

    public RegisteredType get(EventType name) {
        return types.find(name).orElseThrow(() -> unknown(name));
    }

    /** What an event of the type may carry: its example. */
    public Optional<Payload> example(EventType name) {
        return types.find(name).flatMap(type -> type.about().example()).map(Payload::of);
    }

    public List<RegisteredType> list(Optional<EventType> after, int limit) {
        return types.list(after, limit);
    }

    public void remove(EventType name) {
        if (!types.remove(name)) {
            throw unknown(name);
        }
    }

    private static RefusedException unknown(EventType name) {
        return RefusedException.notFound("event type", name.value());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
