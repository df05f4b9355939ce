package io.postrider.model.topic;

import java.time.Duration;

/** How old the snapshots of subscriptions may be with which a dispatcher matches an event. */
public final class IndexAge {

    /**
     * A dispatcher matches no event before it has read all that stood in the subscriptions topic at
     * a time at most this long before it took the event from Kafka. So an event that is handed in
     * this long after a change could be read from the topic is matched with that change.
     */
    public static final Duration MAX = Duration.ofMillis(50);

    private IndexAge() {}
}
