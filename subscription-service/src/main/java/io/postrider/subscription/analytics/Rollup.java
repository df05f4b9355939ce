package io.postrider.subscription.analytics;

import java.time.Instant;

/** Keeps what was counted small and quick to read. */
public interface Rollup {

    /** Merges what was counted since, in one instance at a time. */
    void merge(Instant now);

    /** Forgets figures by the minute and by the hour that are past their time. */
    void purge(Instant now);
}
