package io.postrider.subscription.eventtype;

import io.postrider.model.Event;
import io.postrider.model.EventType;
import io.postrider.model.EventTypePattern;
import io.postrider.subscription.eventtype.JsonSchemas.Mismatch;

import java.util.List;

/** Which event types events and webhooks may name. */
public interface TypeGate {

    /** Lets any type pass. */
    TypeGate OPEN =
            new TypeGate() {
                @Override
                public boolean admits(EventType type) {
                    return true;
                }

                @Override
                public boolean admits(EventTypePattern pattern) {
                    return true;
                }

                @Override
                public List<Mismatch> mismatches(Event event) {
                    return List.of();
                }
            };

    /** Whether there may be events of the type. */
    boolean admits(EventType type);

    /** Whether a webhook may select by the pattern. */
    boolean admits(EventTypePattern pattern);

    /**
     * Where the data of an event of an admitted type is not what it must be; nowhere when it is.
     */
    List<Mismatch> mismatches(Event event);
}
