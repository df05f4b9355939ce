package io.postrider.subscription.replay;

import io.postrider.model.Payload;
import io.postrider.subscription.access.Caller;
import io.postrider.subscription.access.Reach;
import io.postrider.subscription.event.IdempotencyKey;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Keeps replays. */
public interface ReplayJobs {

    /** By what a caller recognises its own request. */
    record Repeat(IdempotencyKey key, Payload requestHash) {}

    /** What an earlier request under the same key has led to. */
    record Earlier(ReplayJob job, boolean sameRequest) {}

    /**
     * The replay that the key stands for, unless the key has expired.
     *
     * @param since keys of replays that are older have expired
     */
    Optional<Earlier> earlier(Repeat repeat, Instant since);

    /**
     * Keeps a new one, which the audit log says; the key, if it has expired, is its own now.
     *
     * @return whether it is kept: not, when the key stands for another
     */
    boolean add(Caller caller, ReplayJob job, Optional<Repeat> repeat, Instant since);

    /** Those of the selections within reach, the latest first. */
    List<ReplayJob> list(
            Reach reach, Optional<ReplayState> state, Optional<String> before, int limit);

    Optional<ReplayJob> find(Reach reach, String id);

    /**
     * Stops it, if it runs, and says so in the audit log.
     *
     * @return the replay as it is then
     */
    Optional<ReplayJob> cancel(Caller caller, String id, Instant now);
}
