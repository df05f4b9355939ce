package io.postrider.worker.kafka;

import io.postrider.runtime.pipeline.StageThreads;

import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The one thread that uses a consumer. A fault ends the session and begins a new one after a pause:
 * what was not committed is taken again.
 */
final class PollLoop {

    private static final Logger log = LoggerFactory.getLogger(PollLoop.class);
    private static final Duration PAUSE_AFTER_FAULT = Duration.ofSeconds(1);

    /**
     * Who stops for good leaves the group, whether it has a name there or not: the others need not
     * wait for it. That is a courtesy, and Kafka may be away.
     */
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);

    /** For the last commit, the close, and a request to the broker that is not answered. */
    private static final Duration AFTER_END = Duration.ofSeconds(20);

    /** One consumer's life. */
    interface Session {

        /** Polls once and acts. */
        void turn();

        /** Begins nothing more; turns go on until {@link #isIdle} or until time is up. */
        void end();

        /** Whether nothing is in hand. */
        boolean isIdle();

        /** Whether it works now. */
        boolean isReady();

        /** The last commit. */
        void close();

        /** After a fault: nothing more is said to the broker. */
        void abandon();
    }

    private final String name;
    private final Supplier<KafkaConsumer<byte[], byte[]>> consumers;
    private final Function<KafkaConsumer<byte[], byte[]>, Session> sessions;
    private final Duration endWithin;
    private final Clock clock;
    private final Thread thread;
    private final CountDownLatch firstReady = new CountDownLatch(1);
    private final CountDownLatch stopping = new CountDownLatch(1);
    private volatile boolean ready;

    PollLoop(
            String name,
            Supplier<KafkaConsumer<byte[], byte[]>> consumers,
            Function<KafkaConsumer<byte[], byte[]>, Session> sessions,
            Duration endWithin,
            Clock clock) {
        this.name = name;
        this.consumers = consumers;
        this.sessions = sessions;
        this.endWithin = endWithin;
        this.clock = clock;
        this.thread = Thread.ofPlatform().name(name).unstarted(this::run);
    }

    /** Starts, and waits until the consumer has joined its group. */
    void start() throws InterruptedException {
        thread.start();
        firstReady.await();
    }

    boolean isReady() {
        return ready && thread.isAlive();
    }

    void stop() throws InterruptedException {
        stopping.countDown();
        StageThreads.end(thread, endWithin.plus(AFTER_END));
    }

    private void run() {
        while (!isStopping()) {
            try {
                useConsumer();
            } catch (RuntimeException e) {
                log.error("{} hit a fault, beginning anew", name, e);
                pause();
            }
            ready = false;
        }
    }

    private void useConsumer() {
        KafkaConsumer<byte[], byte[]> consumer = consumers.get();
        try {
            live(sessions.apply(consumer));
        } finally {
            consumer.close(
                    CloseOptions.timeout(CLOSE_WITHIN)
                            .withGroupMembershipOperation(
                                    isStopping()
                                            ? GroupMembershipOperation.LEAVE_GROUP
                                            : GroupMembershipOperation.DEFAULT));
        }
    }

    private void live(Session session) {
        try {
            while (!isStopping()) {
                session.turn();
                ready = session.isReady();
                if (ready) {
                    firstReady.countDown();
                }
            }
            session.end();
            Instant deadline = clock.instant().plus(endWithin);
            while (!session.isIdle() && clock.instant().isBefore(deadline)) {
                session.turn();
            }
            session.close();
        } finally {
            session.abandon();
        }
    }

    private boolean isStopping() {
        return stopping.getCount() == 0;
    }

    private void pause() {
        try {
            var _ = stopping.await(PAUSE_AFTER_FAULT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
