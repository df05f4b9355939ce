package io.postrider.benchmarks;

import io.postrider.benchmarks.receiver.Spread;
import io.postrider.benchmarks.report.Result;

/**
 * What bad endpoints do to the others: a steady rate with all of them healthy, then the same with a
 * tenth that hangs until the timeout, a fifth that refuses the connection, and as many events again
 * for one dead endpoint that never answers. The latter is measured twice: as the endpoints go bad,
 * and while they stay so.
 *
 * @param spread of one delivery for each event
 * @param rate events a second for all endpoints but the dead one
 * @param events of each measurement
 */
record Unhealthy(String name, Spread spread, int rate, long events) implements Scenario {

    /** Endpoints that stay healthy: the first ones. */
    int healthy() {
        return spread.endpoints() - hanging() - spread.endpoints() / 5;
    }

    /** Endpoints that hang: those after the healthy ones; the rest refuses. */
    int hanging() {
        return spread.endpoints() / 10;
    }

    /** Of so many events, those for healthy endpoints. */
    long healthyOf(long sent) {
        long rounds = sent / spread.endpoints();
        return rounds * healthy() + Math.min(sent % spread.endpoints(), healthy());
    }

    @Override
    public Result run(Session session) throws InterruptedException {
        return UnhealthyRun.run(session, this);
    }
}
