package io.postrider.benchmarks;

import io.postrider.benchmarks.report.Result;

/** Something to measure, with all its sizes. */
sealed interface Scenario
        permits Load, OneEndpoint, Unhealthy, HotEndpoint, Flaky, Wide, FilteredIndex, Waiting {

    String name();

    /**
     * Runs it on a system started for it and nothing else.
     *
     * @throws io.postrider.benchmarks.system.BenchFailedException when there is nothing to report
     */
    Result run(Session session) throws InterruptedException;
}
