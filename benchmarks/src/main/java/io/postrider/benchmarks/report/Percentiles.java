package io.postrider.benchmarks.report;

import org.HdrHistogram.Histogram;

/**
 * Latencies of a run, milliseconds.
 *
 * @param p50 half were faster
 * @param p99 all but one in a hundred were faster
 * @param p999 all but one in a thousand were faster
 */
public record Percentiles(double p50, double p99, double p999) {

    private static final double MICROS_PER_MILLI = 1000;

    /** Of a histogram in microseconds. */
    public static Percentiles of(Histogram micros) {
        return new Percentiles(at(micros, 50), at(micros, 99), at(micros, 99.9));
    }

    private static double at(Histogram micros, double percentile) {
        return micros.getValueAtPercentile(percentile) / MICROS_PER_MILLI;
    }
}
