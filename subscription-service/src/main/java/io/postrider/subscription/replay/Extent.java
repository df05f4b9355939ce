package io.postrider.subscription.replay;

import java.util.Map;

/**
 * What a selection finds now.
 *
 * @param letters how many are at rest
 * @param undeliverable of these, whose webhook is disabled or deleted
 * @param lastOffsets by partition of the {@code dead-letters} topic, of the last of them
 */
public record Extent(long letters, long undeliverable, Map<Integer, Long> lastOffsets) {

    public Extent {
        lastOffsets = Map.copyOf(lastOffsets);
    }
}
