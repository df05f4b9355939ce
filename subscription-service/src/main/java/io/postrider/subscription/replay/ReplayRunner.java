package io.postrider.subscription.replay;

import io.postrider.runtime.pipeline.PipelineStage;
import io.postrider.runtime.pipeline.StageThreads;
import io.postrider.subscription.deadletter.DeadLetterService;
import io.postrider.subscription.replay.ReplayQueue.Outlook;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Works on replays, a page at a time on the one that has been due for longest, so that a large one
 * does not hold up a small one. Every instance does: each claims another replay. What a process
 * that died had claimed is free again when its lease is over.
 */
public final class ReplayRunner implements PipelineStage {

    private static final Logger log = LoggerFactory.getLogger(ReplayRunner.class);

    /** While nothing is due; so long a new replay may have to wait. */
    static final Duration POLL = Duration.ofMillis(500);

    private static final Duration SHORTEST = Duration.ofMillis(5);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** For the letter in hand. */
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);

    private final ReplayQueue queue;
    private final ReplayPage page;
    private final ReplayWatch watch;
    private final String holder;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;

    /** What letters are found and replayed by. */
    public record Letters(ReplayLetters found, DeadLetterService dead) {}

    /**
     * A runner.
     *
     * @param holder by which this process is told from the others
     */
    public ReplayRunner(
            ReplayQueue queue,
            Letters letters,
            ReplayWatch watch,
            String holder,
            InstantSource clock) {
        this.queue = queue;
        this.page = new ReplayPage(queue, letters.found(), letters.dead(), watch, clock);
        this.watch = watch;
        this.holder = holder;
        this.thread = Thread.ofPlatform().name("replays").daemon().unstarted(this::run);
    }

    @Override
    public String name() {
        return "replays";
    }

    @Override
    public void start() {
        thread.start();
    }

    /** Everything else works without it. */
    @Override
    public boolean isReady() {
        return true;
    }

    private void run() {
        while (!isClosed()) {
            pause(step());
        }
    }

    /** Works on what is due, and says how long to wait. */
    private Duration step() {
        try {
            Outlook outlook = queue.outlook();
            watch.running(outlook.running());
            Duration wait = wait(outlook);
            if (!wait.isZero()) {
                return wait;
            }
            Optional<ReplayJob> claimed = queue.claim(holder);
            claimed.ifPresent(job -> page.work(job, holder, this::isClosed));
            return claimed.isPresent() ? Duration.ZERO : SHORTEST;
        } catch (RuntimeException e) {
            log.warn("replays stand still, trying again: {}", e.getMessage());
            log.debug("replays stand still", e);
            return PAUSE;
        }
    }

    /** Until something is due, and not without looking whether there is something new. */
    static Duration wait(Outlook outlook) {
        Duration until = outlook.untilDue().orElse(POLL);
        if (!until.isPositive()) {
            return Duration.ZERO;
        }
        if (until.compareTo(SHORTEST) < 0) {
            return SHORTEST;
        }
        return until.compareTo(POLL) < 0 ? until : POLL;
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    private void pause(Duration time) {
        try {
            var _ = closed.await(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
            closed.countDown();
        }
    }

    /** The letter in hand is finished, and the replay given back. */
    @Override
    public void stop() throws InterruptedException {
        closed.countDown();
        StageThreads.end(thread, STOP_TIMEOUT);
    }
}
