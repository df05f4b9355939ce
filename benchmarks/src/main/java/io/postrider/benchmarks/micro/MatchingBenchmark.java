package io.postrider.benchmarks.micro;

import io.postrider.benchmarks.load.Events;
import io.postrider.benchmarks.load.FilteredSubscriptions;
import io.postrider.benchmarks.load.Payloads;
import io.postrider.dispatcher.matching.SubscriptionIndex;
import io.postrider.model.Delivery.SubscriptionRef;
import io.postrider.model.Event;
import io.postrider.model.EventId;
import io.postrider.model.EventType;
import io.postrider.model.Payload;
import io.postrider.model.TenantId;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Finding the one subscription that wants an event among many with content filters. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@State(Scope.Benchmark)
public class MatchingBenchmark {

    private static final int SUBSCRIPTIONS = 100_000;
    private static final int EVENTS = 1 << 12;
    private static final URI URL = URI.create("https://hooks.example.com/orders");

    private final SubscriptionIndex index = new SubscriptionIndex();
    private final Event[] events = new Event[EVENTS];
    private int next;

    /** Fills the index. */
    @Setup
    public void fill() {
        String type = "order.created";
        FilteredSubscriptions subscriptions = new FilteredSubscriptions(type);
        for (int i = 0; i < SUBSCRIPTIONS; i++) {
            index.put(subscriptions.snapshot(i, URL, List.of()), i);
        }
        var data = new Events.ByCustomer(type, SUBSCRIPTIONS, new Payloads());
        for (int i = 0; i < EVENTS; i++) {
            // far apart, so that neighbours share nothing
            long customer = i * 7_919L;
            events[i] =
                    new Event(
                            new EventId("evt-" + i),
                            Optional.empty(),
                            new EventType(type),
                            TenantId.DEFAULT,
                            Samples.NOW,
                            Payload.of(data.data(customer)));
        }
    }

    @Benchmark
    public List<SubscriptionRef> match() {
        next = (next + 1) % EVENTS;
        return index.match(events[next]).wanted();
    }
}
