package io.postrider.e2e;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Produces a scene's events at a steady rate until it is stopped. */
final class SteadyLoad implements AutoCloseable {

    /** Deliveries, of which a machine that is slow has enough to do. */
    private static final int MOST_AHEAD = 1_500;

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private final ScheduledFuture<?> producing;

    SteadyLoad(Scene scene, int events, Duration every) {
        producing =
                thread.scheduleWithFixedDelay(
                        () -> produce(scene, events), 0, every.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void produce(Scene scene, int events) {
        try {
            if (scene.expected() - scene.arrivals().deliveries().size() < MOST_AHEAD) {
                scene.produce(events);
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits until all that was produced is acknowledged; throws what went wrong on the way. */
    void stop() throws InterruptedException, ExecutionException {
        thread.shutdown();
        if (!thread.awaitTermination(1, TimeUnit.MINUTES)) {
            throw new AssertionError("the load does not end");
        }
        if (producing.isDone() && !producing.isCancelled()) {
            producing.get();
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
