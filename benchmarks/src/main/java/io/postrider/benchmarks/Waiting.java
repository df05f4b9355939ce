package io.postrider.benchmarks;

import io.postrider.benchmarks.receiver.Spread;
import io.postrider.benchmarks.report.Result;

import java.time.Duration;

/**
 * Very many deliveries wait in the retry tiers because every endpoint refuses; the worker is killed
 * and started again; the endpoints return.
 *
 * @param spread of one delivery for each event
 * @param deliveries that wait
 */
record Waiting(String name, Spread spread, long deliveries) implements Scenario {

    private static final long SLOWEST_PER_SECOND = 1_500;
    private static final long SHORTEST_SECONDS = 20;

    /** The retry delay of the webhooks: longer than it takes until all of them wait. */
    Duration delay() {
        return Duration.ofSeconds(SHORTEST_SECONDS + deliveries / SLOWEST_PER_SECOND);
    }

    @Override
    public Result run(Session session) throws InterruptedException {
        return WaitingRun.run(session, this);
    }
}
