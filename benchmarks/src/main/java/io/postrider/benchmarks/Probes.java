package io.postrider.benchmarks;

import io.postrider.benchmarks.load.EventProducer;
import io.postrider.benchmarks.load.Events;
import io.postrider.benchmarks.receiver.Tally;

import java.util.OptionalLong;

/**
 * New events for an endpoint that has none waiting, one after the other: how long the slowest of
 * them took.
 */
final class Probes {

    private static final long PAUSE_NANOS = 1_000_000_000;

    private final EventProducer producer;
    private final Events.ByGroup events;
    private final Tally tally;
    private final int endpoint;
    private int sent;
    private int before;
    private OptionalLong underWaySince = OptionalLong.empty();
    private long nextAt;
    private long slowest;

    Probes(EventProducer producer, Events.ByGroup events, Tally tally, int endpoint) {
        this.producer = producer;
        this.events = events;
        this.tally = tally;
        this.endpoint = endpoint;
    }

    /** Sees whether the last one has come, and sends the next one a second later. */
    void look(long now) {
        if (underWaySince.isPresent()) {
            slowest = Math.max(slowest, now - underWaySince.getAsLong());
            if (tally.posts(endpoint) > before) {
                underWaySince = OptionalLong.empty();
                nextAt = now + PAUSE_NANOS;
            }
        } else if (now - nextAt >= 0) {
            before = tally.posts(endpoint);
            producer.send("probe-" + sent++, events, 0);
            underWaySince = OptionalLong.of(now);
        }
    }

    double slowestSeconds() {
        return slowest / 1e9;
    }
}
