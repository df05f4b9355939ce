package io.postrider.subscription.eventtype;

import io.postrider.model.EventType;
import io.postrider.model.Payload;
import io.postrider.subscription.access.Caller;
import io.postrider.subscription.eventtype.JsonSchemas.Mismatch;
import io.postrider.subscription.eventtype.RegisteredType.About;
import io.postrider.subscription.refusal.FieldErrors;
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
    private final JsonSchemas schemas;
    private final InstantSource clock;

    public EventTypeService(RegisteredTypes types, JsonSchemas schemas, InstantSource clock) {
        this.types = types;
        this.schemas = schemas;
        this.clock = clock;
    }

    /**
     * A new type.
     *
     * @throws RefusedException when there is one of the name, or the schema is none, or the example
     *     does not fit it
     */
    public RegisteredType register(Caller caller, EventType name, About about) {
        RegisteredType type = fresh(name, about);
        if (!types.add(caller, type)) {
            throw RefusedException.conflict(
                    "The event type %s is registered already; change it with PUT or PATCH"
                            .formatted(name));
        }
        return type;
    }

    /**
     * A new type, unless there is one of the name.
     *
     * @throws RefusedException when the schema is none, or the example does not fit it
     */
    public void registerIfAbsent(EventType name, About about) {
        var _ = types.add(Caller.POSTRIDER, fresh(name, about));
    }

    private RegisteredType fresh(EventType name, About about) {
        Instant now = now();
        return new RegisteredType(name, checked(about), now, now);
    }

    private About checked(About about) {
        FieldErrors errors = new FieldErrors();
        about.schema()
                .flatMap(schema -> errors.check("schema", () -> schemas.checked(schema)))
                .ifPresent(schema ->
                        about.example()
                                .ifPresent(example -> checkExample(schema, example, errors)));
        errors.refuseIfAny();
        return about;
    }

    private void checkExample(String schema, String example, FieldErrors errors) {
        for (Mismatch mismatch : schemas.mismatches(schema, example)) {
            String field = mismatch.below("example");
            errors.add(
                    field, "%s does not fit the schema: %s".formatted(field, mismatch.message()));
        }
    }

    /** The type as it is to be, whether there was one or not. */
    public RegisteredType put(Caller caller, EventType name, About about) {
        RegisteredType fresh = fresh(name, about);
        return types.add(caller, fresh)
                ? fresh
                : types.change(caller, name, current -> current.with(about, fresh.createdAt()))
                        .orElseThrow(() ->
                                RefusedException.conflict(
                                        "The event type was removed meanwhile; try again"));
    }

    public RegisteredType change(Caller caller, EventType name, UnaryOperator<About> change) {
        Instant now = now();
        return types.change(
                        caller,
                        name,
                        current -> current.with(checked(change.apply(current.about())), now))
                .orElseThrow(() -> unknown(name));
    }

    public Optional<RegisteredType> find(EventType name) {
        return types.find(name);
    }

    public RegisteredType get(EventType name) {
        return find(name).orElseThrow(() -> unknown(name));
    }

    /** What an event of the type may carry: its example. */
    public Optional<Payload> example(EventType name) {
        return types.find(name).flatMap(type -> type.about().example()).map(Payload::of);
    }

    public List<RegisteredType> list(Optional<EventType> after, int limit) {
        return types.list(after, limit);
    }

    public void remove(Caller caller, EventType name) {
        if (!types.remove(caller, name)) {
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
