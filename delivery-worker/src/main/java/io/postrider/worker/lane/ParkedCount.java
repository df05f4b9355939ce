package io.postrider.worker.lane;

import io.postrider.model.ParkReason;

import org.jspecify.annotations.Nullable;

import java.util.EnumMap;
import java.util.Map;

/** How many jobs of a lane wait in the retry tiers, by reason, as far as the lane has seen it. */
final class ParkedCount {

    /** Most lanes never park anything. */
    private @Nullable Map<ParkReason, Integer> counts;

    void left(ParkReason reason) {
        Map<ParkReason, Integer> used = counts == null ? new EnumMap<>(ParkReason.class) : counts;
        counts = used;
        used.merge(reason, 1, Integer::sum);
    }

    /**
     * What another worker, or this one before its start, had parked was never counted. What left
     * for another reason and was due during a pause comes back as paused.
     */
    void returned(ParkReason reason) {
        if (counts != null && reason == ParkReason.PAUSED) {
            counts.keySet().stream().findFirst().ifPresent(this::returned);
        } else if (counts != null) {
            counts.computeIfPresent(reason, (_, count) -> count == 1 ? null : count - 1);
        }
    }

    void clear() {
        counts = null;
    }

    Map<ParkReason, Integer> byReason() {
        return counts == null ? Map.of() : Map.copyOf(counts);
    }
}
