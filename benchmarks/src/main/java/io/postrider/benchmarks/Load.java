package io.postrider.benchmarks;

import io.postrider.benchmarks.receiver.Spread;
import io.postrider.benchmarks.report.Result;

import java.util.OptionalInt;

/**
 * A load of events on the whole pipeline.
 *
 * @param events in the measured part
 * @param rate events a second; flat out when absent
 */
record Load(String name, Spread spread, long events, OptionalInt rate) implements Scenario {

    /** Deliveries of the measured part. */
    long deliveries() {
        return events * spread.fanOut();
    }

    @Override
    public Result run(Session session) throws InterruptedException {
        return PipelineLoad.run(session, this);
    }
}
