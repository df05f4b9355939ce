package io.postrider.subscription.replay;

import io.postrider.subscription.deadletter.DeadLetter;

import java.util.List;

/** Finds the dead letters that replays are about. */
public interface ReplayLetters {

    Extent measure(ReplaySelection selection);

    /** The replay's next letters that are still at rest, those first that failed first. */
    List<DeadLetter> next(ReplayJob job, int limit);
}
