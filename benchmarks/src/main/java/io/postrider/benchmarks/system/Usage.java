package io.postrider.benchmarks.system;

/**
 * What processes have used up until a moment.
 *
 * @param cpuMicros of user and system time since their start
 */
public record Usage(long cpuMicros) {

    /** What was used since an earlier moment, microseconds of CPU for each of so many. */
    public double microsEachSince(Usage earlier, long count) {
        return count == 0 ? 0 : (double) (cpuMicros - earlier.cpuMicros) / count;
    }
}
