package io.postrider.subscription.quota;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.local.LocalBucket;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One rate of one tenant, shared by all instances without a question to the database for each
 * request.
 *
 * <p>Requests are admitted by a bucket in memory, which allows the whole rate. What they took is
 * told to the bucket that instances share, from time to time and in the background. When that one
 * is in debt, since the instances together took too much, each waits until the debt is over. So the
 * rate holds over time, and instances together exceed it by what they take between two reports.
 * Without the shared bucket each instance allows the rate on its own.
 */
final class SharedRate {

    /** What may come at once, in seconds of the rate: a batch, or a burst. */
    private static final int BURST_SECONDS = 10;

    private final long limit;
    private final LocalBucket local;
    private final TimeMeter time;
    private final AtomicLong unreported = new AtomicLong();
    private volatile long debtUntil;

    /** Whether an amount is taken. */
    sealed interface Verdict {

        record Taken() implements Verdict {}

        /** Not now. */
        record Wait(Duration time) implements Verdict {}

        /** It is more than ever is there at once. */
        record Never() implements Verdict {}
    }

    /**
     * A full bucket.
     *
     * @param limit in a second; 0 allows nothing
     */
    SharedRate(long limit, TimeMeter time) {
        this.limit = limit;
        this.time = time;
        this.debtUntil = time.currentTimeNanos();
        this.local =
                Bucket.builder()
                        .addLimit(bandwidth(Math.max(1, limit)))
                        .withCustomTimePrecision(time)
                        .build();
    }

    private static Bandwidth bandwidth(long limit) {
        return Bandwidth.builder()
                .capacity(capacity(limit))
                .refillGreedy(limit, Duration.ofSeconds(1))
                .build();
    }

    /** What may come at once. */
    static long capacity(long limit) {
        return limit * BURST_SECONDS;
    }

    long limit() {
        return limit;
    }

    /**
     * Takes an amount, or nothing.
     *
     * @param amount 1 or more
     */
    Verdict take(long amount) {
        if (amount > capacity(limit)) {
            return new Verdict.Never();
        }
        long debt = debtUntil - time.currentTimeNanos();
        if (debt > 0) {
            return new Verdict.Wait(Duration.ofNanos(debt));
        }
        ConsumptionProbe probe = local.tryConsumeAndReturnRemaining(amount);
        if (!probe.isConsumed()) {
            return new Verdict.Wait(Duration.ofNanos(probe.getNanosToWaitForRefill()));
        }
        unreported.addAndGet(amount);
        return new Verdict.Taken();
    }

    /** Whether the smallest amount would be taken now. */
    Verdict look() {
        Verdict verdict = take(1);
        if (verdict instanceof Verdict.Taken) {
            giveBack(1);
        }
        return verdict;
    }

    /** Undoes what was taken. */
    void giveBack(long amount) {
        local.addTokens(amount);
        unreported.addAndGet(-amount);
    }

    /**
     * Tells the shared bucket what was taken since the last report. What was taken while it could
     * not be told is forgotten but for a bucket full, so that an outage is not paid for afterwards.
     */
    void report(SharedBuckets shared, String bucket) {
        long taken = unreported.getAndUpdate(amount -> Math.min(amount, 0));
        if (taken <= 0) {
            return;
        }
        long told = Math.min(taken, capacity(limit));
        try {
            Duration debt =
                    shared.spend(
                            bucket,
                            BucketConfiguration.builder().addLimit(bandwidth(limit)).build(),
                            told);
            debtUntil = time.currentTimeNanos() + debt.toNanos();
        } catch (RuntimeException e) {
            unreported.addAndGet(told);
            throw e;
        }
    }
}
