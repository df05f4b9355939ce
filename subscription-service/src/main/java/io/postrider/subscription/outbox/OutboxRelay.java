package io.postrider.subscription.outbox;

import io.postrider.runtime.pipeline.PipelineStage;
import io.postrider.subscription.outbox.Outbox.Entry;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Takes the outbox to Kafka. Of all instances one leads; the others wait for it to end. An entry is
 * removed after it was acknowledged, so a crash repeats entries but loses none, and a leader that
 * has lost its lead without noticing is shut out by the next one.
 */
public final class OutboxRelay implements PipelineStage {

    private static final Logger log = LoggerFactory.getLogger(OutboxRelay.class);
    private static final int BATCH = 500;
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Outbox outbox;
    private final OutboxLog kafka;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private volatile boolean healthy;

    public OutboxRelay(Outbox outbox, OutboxLog kafka) {
        this.outbox = outbox;
        this.kafka = kafka;
        this.thread =
                Thread.ofPlatform()
                        .name("outbox-relay")
                        .daemon()
                        .uncaughtExceptionHandler((_, e) -> died(e))
                        .unstarted(this::run);
    }

    @Override
    public String name() {
        return "outbox relay";
    }

    @Override
    public void start() {
        healthy = true;
        thread.start();
    }

    /** Whether it leads, or stands by. */
    @Override
    public boolean isReady() {
        return healthy && thread.isAlive();
    }

    /** An error is not survived: somebody has to start the process again. */
    private void died(Throwable e) {
        healthy = false;
        log.error(
                "subscription changes are no longer relayed until the process is started again", e);
    }

    private void run() {
        while (!isClosed()) {
            try (Outbox.Session session = outbox.open()) {
                healthy = true;
                if (session.lead()) {
                    relay(session);
                }
            } catch (RuntimeException e) {
                healthy = false;
                log.warn("cannot relay subscription changes, trying again: {}", e.getMessage());
                log.debug("cannot relay subscription changes", e);
            }
            pause();
        }
    }

    private void relay(Outbox.Session session) {
        try (OutboxLog.Writer writer = kafka.open()) {
            log.info("relaying subscription changes");
            while (!isClosed()) {
                List<Entry> entries = session.oldest(BATCH);
                if (entries.isEmpty()) {
                    session.await(POLL);
                } else {
                    writer.append(entries.stream().map(Entry::message).toList());
                    session.remove(entries);
                }
            }
        }
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    private void pause() {
        try {
            var _ = closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void stop() throws InterruptedException {
        closed.countDown();
        thread.join();
    }
}
