package io.postrider.subscription.outbox;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.postrider.runtime.pipeline.PipelineStage;
import io.postrider.runtime.pipeline.StageThreads;
import io.postrider.subscription.outbox.Outbox.Entry;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Takes the outbox to Kafka. Of all instances one leads; the others wait for it to end. An entry is
 * removed after it was acknowledged, so a crash repeats entries but loses none, and a leader that
 * has lost its lead without noticing is shut out by the next one. An entry that Kafka will never
 * take is set aside, so that it does not hold up what stands behind it.
 */
public final class OutboxRelay implements PipelineStage {

    private static final Logger log = LoggerFactory.getLogger(OutboxRelay.class);
    private static final int BATCH = 500;
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** For the transaction in hand. */
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);

    private final Outbox outbox;
    private final OutboxLog kafka;
    private final Counter setAside;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private volatile boolean healthy;

    public OutboxRelay(Outbox outbox, OutboxLog kafka, MeterRegistry meters) {
        this.outbox = outbox;
        this.kafka = kafka;
        this.setAside = meters.counter("postrider.outbox.set.aside");
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
        log.info("relaying subscription changes");
        while (!isClosed()) {
            List<Entry> rejected = relayUntilRejected(session);
            if (!rejected.isEmpty()) {
                sift(session, rejected);
            }
        }
    }

    /** Returns entries of which one is rejected, or none once it is closed. */
    private List<Entry> relayUntilRejected(Outbox.Session session) {
        try (OutboxLog.Writer writer = kafka.open()) {
            while (!isClosed()) {
                List<Entry> entries = session.oldest(BATCH);
                if (entries.isEmpty()) {
                    session.await(POLL);
                } else if (append(writer, entries).isPresent()) {
                    return entries;
                } else {
                    session.remove(entries);
                }
            }
            return List.of();
        }
    }

    /** Relays entries of which one at least is rejected, in order, and sets aside what is. */
    private void sift(Outbox.Session session, List<Entry> entries) {
        int half = entries.size() / 2;
        for (List<Entry> part :
                List.of(entries.subList(0, half), entries.subList(half, entries.size()))) {
            if (!part.isEmpty()) {
                rejection(session, part)
                        .ifPresent(reason -> {
                            if (part.size() == 1) {
                                setAside(session, part.getFirst(), reason);
                            } else {
                                sift(session, part);
                            }
                        });
            }
        }
    }

    private void setAside(Outbox.Session session, Entry entry, String reason) {
        session.setAside(entry, reason);
        setAside.increment();
        log.error("entry {} of the outbox is set aside: {}", entry.id(), reason);
    }

    /** Relays the entries with a writer of their own; the reason why one of them is rejected. */
    private Optional<String> rejection(Outbox.Session session, List<Entry> entries) {
        try (OutboxLog.Writer writer = kafka.open()) {
            Optional<String> reason = append(writer, entries);
            if (reason.isEmpty()) {
                session.remove(entries);
            }
            return reason;
        }
    }

    /** The reason why one of them is rejected, if one is. */
    private static Optional<String> append(OutboxLog.Writer writer, List<Entry> entries) {
        try {
            writer.append(entries.stream().map(Entry::message).toList());
            return Optional.empty();
        } catch (RejectedMessageException e) {
            log.debug("an entry of the outbox is rejected", e);
            return Optional.of(String.valueOf(e.getMessage()));
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
        StageThreads.end(thread, STOP_TIMEOUT);
    }
}
