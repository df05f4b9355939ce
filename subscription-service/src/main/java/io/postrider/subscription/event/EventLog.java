package io.postrider.subscription.event;

import io.postrider.model.Event;
import io.postrider.subscription.refusal.RefusedException;

import java.util.List;

/** Where events go. */
public interface EventLog {

    /**
     * Returns when every one of the events is safe.
     *
     * @throws RefusedException when that cannot be said in time, or one of them is too large for
     *     the log: some of them may be in
     */
    void append(List<Event> events);
}
