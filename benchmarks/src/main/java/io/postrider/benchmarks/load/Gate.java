package io.postrider.benchmarks.load;

/** Says when an event may be sent. */
public interface Gate {

    /**
     * How long the event has to wait yet.
     *
     * @param event from 0
     * @param now nanoseconds by the receiver's clock
     * @return nanoseconds to wait before asking again; 0 or less when it may be sent now
     */
    long waitFor(long event, long now);

    /** When the event was due, which its latency counts from. */
    long dueAt(long event, long now);
}
