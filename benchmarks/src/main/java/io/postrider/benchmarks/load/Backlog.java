package io.postrider.benchmarks.load;

import io.postrider.benchmarks.receiver.Tally;

/**
 * Sends as fast as the pipeline takes it: so many deliveries may be under way, and no more, so that
 * what is measured goes on and is not the draining of a heap.
 *
 * @param most deliveries sent and not received
 */
public record Backlog(Tally tally, int fanOut, long most) implements Gate {

    private static final long LOOK_AGAIN = 200_000;

    @Override
    public long waitFor(long event, long now) {
        long underWay = event * fanOut - tally.distinct();
        return underWay < most ? 0 : LOOK_AGAIN;
    }

    @Override
    public long dueAt(long event, long now) {
        return now;
    }
}
