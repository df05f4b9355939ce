package io.postrider.runtime.pipeline;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;

/** Ends the threads of stages, within a time that is known beforehand. */
public final class StageThreads {

    private static final Logger log = LoggerFactory.getLogger(StageThreads.class);

    /** For a thread that was interrupted to give up what it waits for. */
    private static final Duration AFTER_INTERRUPT = Duration.ofSeconds(2);

    private StageThreads() {}

    /**
     * Waits for the thread, which was told to end. One that does not end in time is interrupted,
     * and left to the end of the process when that does not help. A thread that was never started
     * is not waited for.
     */
    public static void end(Thread thread, Duration within) throws InterruptedException {
        if (thread.getState() == Thread.State.NEW || thread.join(within)) {
            return;
        }
        log.warn(
                "{} does not end within {} s, interrupting it",
                thread.getName(),
                within.toSeconds());
        thread.interrupt();
        if (!thread.join(AFTER_INTERRUPT)) {
            log.warn("{} does not end, leaving it", thread.getName());
        }
    }
}
