package io.postrider.subscription.analytics;

import java.util.OptionalDouble;

/**
 * Response times in buckets, four to each doubling, so that a percentile is right to within a tenth
 * of itself and two counts of buckets add up to a third.
 */
public final class ResponseTimes {

    /** Of what had no answer. */
    public static final int NO_BUCKET = -1;

    private static final double PER_DOUBLING = 4;

    /** Beyond an hour nothing is told apart. */
    private static final int LAST = bucketOf(3_600_000);

    private final long[] counts = new long[LAST + 1];
    private long total;
    private long millis;

    /** The bucket of the time. */
    public static int bucketOf(long millis) {
        if (millis < 1) {
            return 0;
        }
        long bounded = Math.min(millis, 3_600_000);
        return 1 + (int) Math.floor(PER_DOUBLING * log2((double) bounded) + 1e-9);
    }

    private static double log2(double value) {
        return Math.log(value) / Math.log(2);
    }

    /** As far, by factor, from the lower bound as from the upper. */
    private static double middle(int bucket) {
        return bucket == 0 ? 0 : Math.pow(2, (bucket - 0.5) / PER_DOUBLING);
    }

    void add(int bucket, long count, long moreMillis) {
        if (bucket == NO_BUCKET) {
            return;
        }
        counts[Math.min(bucket, LAST)] += count;
        total += count;
        millis += moreMillis;
    }

    void add(ResponseTimes more) {
        for (int bucket = 0; bucket <= LAST; bucket++) {
            counts[bucket] += more.counts[bucket];
        }
        total += more.total;
        millis += more.millis;
    }

    /** In milliseconds; nothing where there was no answer. */
    public OptionalDouble average() {
        return total == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) millis / total);
    }

    /**
     * The time, in milliseconds, that so many of the answers did not exceed; nothing where there
     * was no answer.
     *
     * @param share above 0, at most 1
     */
    public OptionalDouble percentile(double share) {
        if (total == 0) {
            return OptionalDouble.empty();
        }
        double rank = share * total;
        long below = 0;
        for (int bucket = 0; bucket <= LAST; bucket++) {
            if (counts[bucket] > 0 && below + counts[bucket] >= rank) {
                return OptionalDouble.of(middle(bucket));
            }
            below += counts[bucket];
        }
        return OptionalDouble.of(middle(LAST));
    }
}
