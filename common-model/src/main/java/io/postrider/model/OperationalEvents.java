package io.postrider.model;

import java.util.List;
import java.util.Optional;

/**
 * What Postrider announces of its own accord, as events like any other: they have a source of their
 * own, and ids that producers' events are not likely to have.
 */
public final class OperationalEvents {

    /** The source of each of them. */
    public static final String SOURCE = "urn:postrider:operational";

    public static final EventType WEBHOOK_CREATED = new EventType("webhook.created");
    public static final EventType WEBHOOK_UPDATED = new EventType("webhook.updated");
    public static final EventType WEBHOOK_DELETED = new EventType("webhook.deleted");
    public static final EventType WEBHOOK_DISABLED = new EventType("webhook.disabled");
    public static final EventType SECRET_ROTATED = new EventType("secret.rotated");
    public static final EventType DELIVERY_EXHAUSTED = new EventType("delivery.exhausted");

    /** All there are. */
    public static final List<EventType> TYPES =
            List.of(
                    WEBHOOK_CREATED,
                    WEBHOOK_UPDATED,
                    WEBHOOK_DELETED,
                    WEBHOOK_DISABLED,
                    SECRET_ROTATED,
                    DELIVERY_EXHAUSTED);

    /** What sources that only Postrider may name begin with. */
    public static final String RESERVED_SOURCES = "urn:postrider:";

    private static final String ID_PREFIX = "evt_op_";

    private OperationalEvents() {}

    /** An id in the form that these events have. */
    public static EventId id(String hash) {
        return new EventId(ID_PREFIX + hash);
    }

    /**
     * Whether only Postrider may name the source. RFC 8141 compares the first two parts of a URN
     * without regard to case.
     */
    public static boolean isReserved(String source) {
        return source.regionMatches(true, 0, RESERVED_SOURCES, 0, RESERVED_SOURCES.length());
    }

    /** Whether this is one, told by where it comes from. */
    public static boolean isOne(Event event) {
        return event.source().equals(Optional.of(SOURCE));
    }

    /** Whether this is one, told by what deliveries keep of their event. */
    public static boolean isOne(EventId id, EventType type) {
        return id.value().startsWith(ID_PREFIX) && TYPES.contains(type);
    }
}
