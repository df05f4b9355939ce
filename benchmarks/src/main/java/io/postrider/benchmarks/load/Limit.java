package io.postrider.benchmarks.load;

/**
 * Lets so many events through and no more.
 *
 * @param gate decides on those
 */
public record Limit(Gate gate, long most) implements Gate {

    private static final long LOOK_AGAIN = 1_000_000;

    @Override
    public long waitFor(long event, long now) {
        return event < most ? gate.waitFor(event, now) : LOOK_AGAIN;
    }

    @Override
    public long dueAt(long event, long now) {
        return gate.dueAt(event, now);
    }
}
