package io.postrider.subscription.replay;

import java.time.Duration;
import java.util.Optional;

/** The replays that run, for those who carry them out: each is one holder's at a time. */
public interface ReplayQueue {

    /** Whether there is anything to do. */
    Outlook outlook();

    /**
     * What is to be done.
     *
     * @param untilDue until the next letters may go out; nothing while no replay runs
     */
    record Outlook(long running, Optional<Duration> untilDue) {}

    /** The replay that has been due for longest, for this holder alone as long as the lease is. */
    Optional<ReplayJob> claim(String holder);

    /**
     * Notes how far it is, and holds it for as long again. One that was cancelled meanwhile stays
     * so.
     *
     * @return the state that it is in; nothing when somebody else holds it
     */
    Optional<ReplayState> save(ReplayJob job, String holder);

    /** Gives it back, for whoever is free when the time is over. */
    void release(ReplayJob job, String holder, Duration rest);
}
