package io.postrider.subscription.replay;

/** Is told how replays get on. */
public interface ReplayWatch {

    /** What became of a letter. */
    enum Turn {
        REPLAYED,
        SKIPPED,
        FAILED
    }

    void handled(Turn turn);

    void ended(ReplayState state);

    /** So many run now, in all instances. */
    void running(long replays);
}
