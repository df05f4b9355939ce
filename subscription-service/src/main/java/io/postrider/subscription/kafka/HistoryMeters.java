package io.postrider.subscription.kafka;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/**
 * What is measured of history.
 *
 * @param applied batches, and how long each took
 * @param invalid records that could not be read
 */
record HistoryMeters(Timer applied, Counter invalid) {

    static HistoryMeters in(MeterRegistry registry) {
        return new HistoryMeters(
                registry.timer("postrider.history.batch"),
                registry.counter("postrider.history.invalid"));
    }
}
