package io.postrider.benchmarks.receiver;

/**
 * How events spread over endpoints: endpoints stand in groups, an event goes to every endpoint of
 * one group, and the groups take turns.
 *
 * @param endpoints in all, a multiple of the fan-out
 * @param fanOut endpoints that get each event, from 1
 */
public record Spread(int endpoints, int fanOut) {

    public Spread {
        if (fanOut < 1 || endpoints < 1 || endpoints % fanOut != 0) {
            throw new IllegalArgumentException(
                    "%d endpoints do not make groups of %d".formatted(endpoints, fanOut));
        }
    }

    public int groups() {
        return endpoints / fanOut;
    }

    /** The group that the event goes to. */
    public int groupOf(long sequence) {
        return (int) (sequence % groups());
    }

    /** The group that the endpoint is in. */
    public int groupOf(int endpoint) {
        return endpoint / fanOut;
    }

    /** A number of its own for every pair of event and endpoint, without gaps. */
    long delivery(long sequence, int endpoint) {
        return sequence * fanOut + endpoint % fanOut;
    }
}
