package io.postrider.benchmarks;

import io.postrider.benchmarks.receiver.Spread;
import io.postrider.benchmarks.report.Result;

/**
 * What one endpoint that hangs does to the others when it gets most events: a steady rate for the
 * others alone, and then beside events for the one at a much higher rate. No attempt at the one is
 * ever answered, and each lasts for 30 s.
 *
 * @param spread of the others, one delivery for each event
 * @param rate events a second for the others
 * @param events of the others in each measurement
 * @param hotRate events a second for the one that hangs
 */
record HotEndpoint(String name, Spread spread, int rate, long events, int hotRate)
        implements Scenario {

    @Override
    public Result run(Session session) throws InterruptedException {
        return HotEndpointRun.run(session, this);
    }
}
