package io.postrider.dispatcher.kafka;

import io.postrider.dispatcher.dispatch.Dispatcher;
import io.postrider.runtime.kafka.KafkaClients;
import io.postrider.runtime.kafka.SubscriptionFollower;
import io.postrider.runtime.pipeline.PipelineStage;
import io.postrider.runtime.pipeline.StageThreads;

import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Keeps a {@link FanOutSession} at work on a thread of its own.
 *
 * <p>The loop is ours, not a listener container with a transaction manager: what matters here is
 * what happens when a transaction fails, and with consumer and producer in one hand there are two
 * cases only. Either the abort succeeds, and the consumer goes back to the first record of the
 * batch; or it does not, and both clients are closed and made anew, which fences or completes what
 * was left open and starts behind the offsets that were committed. Neither case needs a list of
 * exceptions, and neither can lose or double a record. The loop also divides what one poll returns
 * into as many transactions as its fan-out asks for.
 */
public final class EventPipeline implements PipelineStage {

    private static final Logger log = LoggerFactory.getLogger(EventPipeline.class);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(20);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration TIME_TO_FINISH = Duration.ofSeconds(20);

    private final Supplier<FanOutSession> sessions;
    private final String topic;
    private final CountDownLatch opened = new CountDownLatch(1);
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private volatile @Nullable FanOutSession current;
    private volatile boolean working;
    private int faults;

    public EventPipeline(
            KafkaClients clients,
            FanOutSettings settings,
            Dispatcher dispatcher,
            SubscriptionFollower follower,
            InstantSource clock,
            DispatchMetrics metrics) {
        this.topic = settings.events();
        this.sessions =
                () -> new FanOutSession(clients, settings, dispatcher, follower, clock, metrics);
        this.thread = Thread.ofPlatform().name("event-dispatcher").unstarted(this::run);
    }

    @Override
    public String name() {
        return "event dispatcher";
    }

    @Override
    public void start() throws InterruptedException {
        thread.start();
        opened.await();
    }

    @Override
    public boolean isReady() {
        return working;
    }

    private void run() {
        try {
            while (!isClosing()) {
                runSession();
            }
        } finally {
            working = false;
        }
    }

    private void runSession() {
        try (FanOutSession session = sessions.get()) {
            current = session;
            session.open(topic);
            while (!isClosing()) {
                took(session.pollOnce());
            }
            session.leaveOnClose();
        } catch (InterruptException _) {
            log.debug("interrupted, {}", isClosing() ? "closing" : "starting over");
        } catch (RuntimeException e) {
            working = false;
            log.warn("starting over after a fault: {}", e.toString());
            log.debug("the fault", e);
            pause();
        } finally {
            current = null;
        }
    }

    private void took(FanOutSession.Result result) {
        switch (result) {
            case COMMITTED -> {
                faults = 0;
                working = true;
                opened.countDown();
            }
            case REWOUND -> pause();
        }
    }

    /** The first repetition follows almost at once: most faults are over by then. */
    private void pause() {
        long wait = SHORTEST_PAUSE.toMillis() << Math.min(faults++, 10);
        try {
            var _ = closing.await(Math.min(wait, LONGEST_PAUSE.toMillis()), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    /**
     * Lets the batch in hand finish, for as long as a transaction may take; otherwise it is left to
     * the next start.
     */
    @Override
    public void stop() throws InterruptedException {
        closing.countDown();
        FanOutSession session = current;
        if (session != null) {
            session.end();
        }
        StageThreads.end(thread, TIME_TO_FINISH);
    }
}
