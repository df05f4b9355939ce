package io.postrider.benchmarks.receiver;

import org.HdrHistogram.Histogram;
import org.HdrHistogram.SynchronizedHistogram;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts what arrives in one run. The receiver's one thread writes; any thread may look.
 *
 * <p>Latency is recorded of the events of the measured part alone, wherever in time their POSTs
 * arrive: leaving out the late ones would flatter.
 */
public final class Tally {

    private static final long LONGEST_MICROS = 3_600_000_000L;
    private static final int DIGITS = 3;

    private final Spread spread;
    private final AtomicIntegerArray perEndpoint;
    private final AtomicLong distinct = new AtomicLong();
    private final AtomicLong duplicates = new AtomicLong();
    private final SynchronizedHistogram micros = new SynchronizedHistogram(LONGEST_MICROS, DIGITS);
    private long[] seen = new long[1024];
    private volatile long measuredFrom = Long.MAX_VALUE;
    private volatile long measuredTo = Long.MAX_VALUE;

    public Tally(Spread spread) {
        this(spread, spread.endpoints());
    }

    /**
     * Counts some endpoints only.
     *
     * @param endpoints that count: those numbered below
     */
    public Tally(Spread spread, int endpoints) {
        this.spread = spread;
        this.perEndpoint = new AtomicIntegerArray(endpoints);
    }

    /** From this event on, latency counts. */
    public void measureFrom(long sequence) {
        measuredFrom = sequence;
    }

    /** From this event on, latency no longer counts. */
    public void measureTo(long sequence) {
        measuredTo = sequence;
    }

    /** A POST came that is of no event of the run. */
    void received(int endpoint) {
        if (endpoint < perEndpoint.length()) {
            perEndpoint.lazySet(endpoint, perEndpoint.get(endpoint) + 1);
        }
    }

    /** The POST of an event came, so long after the event was due. */
    void received(int endpoint, long sequence, long nanos) {
        if (endpoint >= perEndpoint.length()) {
            return;
        }
        received(endpoint);
        if (!firstTime(spread.delivery(sequence, endpoint))) {
            duplicates.lazySet(duplicates.get() + 1);
            return;
        }
        if (sequence >= measuredFrom && sequence < measuredTo) {
            micros.recordValue(Math.clamp(nanos / 1000, 0, LONGEST_MICROS));
        }
        distinct.lazySet(distinct.get() + 1);
    }

    private boolean firstTime(long delivery) {
        int word = Math.toIntExact(delivery >>> 6);
        if (word >= seen.length) {
            seen = Arrays.copyOf(seen, Math.max(word + 1, seen.length * 2));
        }
        long bit = 1L << delivery;
        boolean first = (seen[word] & bit) == 0;
        seen[word] |= bit;
        return first;
    }

    /** Deliveries that arrived, each counted once. */
    public long distinct() {
        return distinct.get();
    }

    /** POSTs of deliveries that had arrived before. */
    public long duplicates() {
        return duplicates.get();
    }

    /** POSTs at the endpoint, of whatever kind. */
    public int posts(int endpoint) {
        return perEndpoint.get(endpoint);
    }

    /** Microseconds from when an event was due until its POST came. */
    public Histogram latency() {
        return micros.copy();
    }
}
