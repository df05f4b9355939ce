package io.postrider.subscription.eventtype;

import io.postrider.model.EventType;
import io.postrider.model.EventTypePattern;
import io.postrider.subscription.access.Caller;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Keeps event types. What is done to them is kept in the audit log together with it. */
public interface RegisteredTypes {

    /** Whether there was none of the name. */
    boolean add(Caller caller, RegisteredType type);

    Optional<RegisteredType> find(EventType name);

    /** Whether any is selected. */
    boolean anyOf(EventTypePattern pattern);

    /** Changes the type while nobody else can. */
    Optional<RegisteredType> change(
            Caller caller, EventType name, UnaryOperator<RegisteredType> change);

    /** Whether there was one. */
    boolean remove(Caller caller, EventType name);

    /** By name, those after the one. */
    List<RegisteredType> list(Optional<EventType> after, int limit);
}
