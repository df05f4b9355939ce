package io.postrider.subscription.replay;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What became of a replay's letters.
 *
 * @param total of them, when it was asked for
 * @param skipped somebody else had them replayed, or they are no longer kept
 * @param failed could not be replayed, and rest where they were
 * @param failures why, in words, and how many each; the first {@value #MOST_REASONS} reasons
 */
public record ReplayCounts(
        long total, long replayed, long skipped, long failed, Map<String, Long> failures) {

    private static final int MOST_REASONS = 20;

    public ReplayCounts {
        failures = Collections.unmodifiableMap(new LinkedHashMap<>(failures));
    }

    static ReplayCounts of(long total) {
        return new ReplayCounts(total, 0, 0, 0, Map.of());
    }

    public long handled() {
        return replayed + skipped + failed;
    }

    public long left() {
        return Math.max(0, total - handled());
    }

    ReplayCounts oneReplayed() {
        return new ReplayCounts(total, replayed + 1, skipped, failed, failures);
    }

    ReplayCounts oneSkipped() {
        return new ReplayCounts(total, replayed, skipped + 1, failed, failures);
    }

    ReplayCounts oneFailed(String why) {
        Map<String, Long> more = new LinkedHashMap<>(failures);
        if (more.containsKey(why) || more.size() < MOST_REASONS) {
            more.merge(why, 1L, Long::sum);
        }
        return new ReplayCounts(total, replayed, skipped, failed + 1, more);
    }

    /** At its end: what it did not come upon was no longer there. */
    ReplayCounts rounded() {
        return new ReplayCounts(total, replayed, skipped + left(), failed, failures);
    }
}
