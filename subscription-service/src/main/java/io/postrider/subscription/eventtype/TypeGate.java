package io.postrider.subscription.eventtype;

import io.postrider.model.EventType;
import io.postrider.model.EventTypePattern;

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
            };

    /** Whether there may be events of the type. */
    boolean admits(EventType type);

    /** Whether a webhook may select by the pattern. */
    boolean admits(EventTypePattern pattern);
}
