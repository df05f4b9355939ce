package io.postrider.e2e;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The most that each of some workers is seen to have in hand, looking all the time. Whatever takes
 * a worker's partitions away makes it deliver again at most what it had in hand just then: attempts
 * that were under way, and what was not committed yet.
 */
final class MostInHand implements AutoCloseable {

    private static final Duration LOOK_EVERY = Duration.ofMillis(20);

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private final Map<Instance, Double> most = new ConcurrentHashMap<>();

    MostInHand(List<Instance> workers) {
        var _ =
                thread.scheduleWithFixedDelay(
                        () -> workers.forEach(worker -> most.merge(worker, now(worker), Math::max)),
                        0,
                        LOOK_EVERY.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    /** What a worker has in hand at the moment. */
    static double now(Instance worker) {
        return worker.metric("postrider.deliveries.in.hand");
    }

    double sum() {
        return most.values().stream().mapToDouble(records -> records).sum();
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
