package io.postrider.benchmarks;

import io.postrider.benchmarks.report.Result;

/**
 * Very many subscriptions to one event type, told apart by a content filter: each wants the events
 * of another customer.
 *
 * @param subscriptions with a filter each
 * @param endpoints that they share
 * @param events measured flat out, each wanted by one subscription
 */
record FilteredIndex(String name, int subscriptions, int endpoints, long events)
        implements Scenario {

    @Override
    public Result run(Session session) throws InterruptedException {
        return FilteredIndexRun.run(session, this);
    }
}
