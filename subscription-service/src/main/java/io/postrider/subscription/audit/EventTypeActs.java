package io.postrider.subscription.audit;

import io.postrider.subscription.access.Caller;
import io.postrider.subscription.audit.AuditEntry.Resource;
import io.postrider.subscription.eventtype.RegisteredType;
import io.postrider.subscription.eventtype.RegisteredType.About;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What is noted of acts on event types. */
public final class EventTypeActs {

    private EventTypeActs() {}

    public static AuditEntry registered(Caller caller, RegisteredType type) {
        return act(caller, "event_type.registered", type, facts(type.about()));
    }

    public static AuditEntry changed(Caller caller, RegisteredType before, RegisteredType after) {
        return AuditEntry.ofChange(
                act(caller, "event_type.updated", after, Map.of()),
                facts(before.about()),
                facts(after.about()));
    }

    public static AuditEntry removed(Caller caller, RegisteredType type) {
        return AuditEntry.ofChange(
                act(caller, "event_type.removed", type, Map.of()), facts(type.about()), Map.of());
    }

    private static AuditEntry act(
            Caller caller, String action, RegisteredType type, Map<String, Object> after) {
        return AuditEntry.of(
                caller,
                Optional.empty(),
                action,
                new Resource("event_type", type.name().value()),
                after);
    }

    private static Map<String, Object> facts(About about) {
        Map<String, Object> facts = new LinkedHashMap<>();
        about.description().ifPresent(text -> facts.put("description", text));
        about.schema().ifPresent(text -> facts.put("schema", text));
        about.example().ifPresent(text -> facts.put("example", text));
        return facts;
    }
}
