package io.postrider.benchmarks;

import io.postrider.benchmarks.report.Result;

/**
 * One event for very many subscriptions.
 *
 * @param subscriptions that all want every event
 * @param events measured, one after the other
 */
record Wide(String name, int subscriptions, int events) implements Scenario {

    @Override
    public Result run(Session session) throws InterruptedException {
        return WideRun.run(session, this);
    }
}
