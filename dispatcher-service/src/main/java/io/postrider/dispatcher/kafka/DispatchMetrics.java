package io.postrider.dispatcher.kafka;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import java.time.Duration;

/** What an operator watches; counted when the transaction that holds it is committed. */
public final class DispatchMetrics {

    private final Counter events;
    private final Counter deliveries;
    private final Counter unrendered;
    private final Counter leftOut;
    private final Counter invalid;
    private final Timer committed;
    private final Timer aborted;

    public DispatchMetrics(MeterRegistry registry) {
        events =
                Counter.builder("postrider.events.dispatched")
                        .description("Events read and fanned out")
                        .register(registry);
        deliveries =
                Counter.builder("postrider.deliveries.created")
                        .description("Matches of an event and a subscription")
                        .register(registry);
        unrendered =
                Counter.builder("postrider.deliveries.unrendered")
                        .description("Of those, the ones whose format is not configured here")
                        .register(registry);
        leftOut =
                Counter.builder("postrider.deliveries.left.out")
                        .description("Matches of which no delivery could be made")
                        .register(registry);
        invalid =
                Counter.builder("postrider.events.invalid")
                        .description("Records that went to events.invalid")
                        .register(registry);
        committed = transactions(registry, "committed");
        aborted = transactions(registry, "aborted");
    }

    private static Timer transactions(MeterRegistry registry, String outcome) {
        return Timer.builder("postrider.dispatch.transactions")
                .description("Kafka transactions, from the first match to the end")
                .tag("outcome", outcome)
                .register(registry);
    }

    void committed(Tally tally, Duration duration) {
        events.increment(tally.events());
        deliveries.increment(tally.deliveries());
        unrendered.increment(tally.unrendered());
        leftOut.increment(tally.leftOut());
        invalid.increment(tally.invalid());
        committed.record(duration);
    }

    void aborted(Duration duration) {
        aborted.record(duration);
    }
}
