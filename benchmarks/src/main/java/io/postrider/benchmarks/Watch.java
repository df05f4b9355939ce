package io.postrider.benchmarks;

import io.postrider.benchmarks.receiver.Tally;
import io.postrider.benchmarks.report.Percentiles;
import io.postrider.benchmarks.report.Result;
import io.postrider.benchmarks.system.BenchFailedException;
import io.postrider.benchmarks.system.HistoryLag;
import io.postrider.benchmarks.system.Standalone;
import io.postrider.benchmarks.system.Usage;
import io.postrider.benchmarks.system.UsageMeter;
import io.postrider.benchmarks.system.Wait;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Holds the measured part of a run between two looks at everything that is counted. */
final class Watch implements AutoCloseable {

    private static final Duration LOOK = Duration.ofMillis(50);
    private static final Duration NO_PROGRESS = Duration.ofSeconds(30);
    private static final Duration LONGEST_LAG = Duration.ofMinutes(10);

    /**
     * Everything counted, at one moment.
     *
     * @param nanos when
     */
    record Moment(long nanos, long deliveries, Usage system, Usage load) {}

    private final Tally tally;
    private final UsageMeter meter;
    private final HistoryLag history;
    private Moment begun;
    private Moment ended;
    private long expected;
    private long lag;
    private double caughtUpAfter;

    Watch(Standalone system, Tally tally, UsageMeter meter) {
        this.tally = tally;
        this.meter = meter;
        this.history = new HistoryLag(system.bootstrapServers());
        this.begun = now();
        this.ended = begun;
    }

    private Moment now() {
        return new Moment(System.nanoTime(), tally.distinct(), meter.system(), UsageMeter.ofLoad());
    }

    /** The measured part begins. */
    void begin() {
        begun = now();
    }

    Moment begunAt() {
        return begun;
    }

    /** The measured part is over. */
    void end() throws InterruptedException {
        ended = now();
        lag = history.records();
    }

    /** Waits until everything sent has arrived, or nothing more does. */
    void drain(long deliveries) throws InterruptedException {
        expected = deliveries;
        long before;
        do {
            before = tally.distinct();
        } while (!Wait.until(() -> tally.distinct() >= deliveries, LOOK, NO_PROGRESS)
                && tally.distinct() > before);
    }

    /** Waits until history has stored everything. */
    void awaitHistory() throws InterruptedException {
        if (!Wait.until(this::isCaughtUp, LOOK, LONGEST_LAG)) {
            throw new BenchFailedException(
                    "history is still behind after %d minutes".formatted(LONGEST_LAG.toMinutes()));
        }
        caughtUpAfter = seconds(System.nanoTime() - ended.nanos());
    }

    private boolean isCaughtUp() {
        try {
            return history.records() == 0;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static double seconds(long nanos) {
        return nanos / 1e9;
    }

    Result result(Load load, double directPerSecond) {
        long deliveries = ended.deliveries() - begun.deliveries();
        double took = seconds(ended.nanos() - begun.nanos());
        double perSecond = deliveries / took;
        Map<String, Number> more = new LinkedHashMap<>();
        more.put("endpoints", load.spread().endpoints());
        more.put("fan_out", load.spread().fanOut());
        load.rate().ifPresent(rate -> more.put("events_per_s_wanted", rate));
        more.put("measured_s", took);
        more.put("measured_deliveries", deliveries);
        more.put("lost", expected - tally.distinct());
        more.put("duplicates", tally.duplicates());
        more.put("history_lag_records", lag);
        more.put("history_caught_up_s", caughtUpAfter);
        more.put("direct_per_s", directPerSecond);
        more.put(
                "load_cpu_us_per_delivery", ended.load().microsEachSince(begun.load(), deliveries));
        OptionalDouble memory = meter.peakMebibytes();
        return new Result(
                load.name(),
                perSecond,
                load.rate().isPresent()
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(perSecond / directPerSecond),
                Optional.of(Percentiles.of(tally.latency())),
                // where there is no memory to be read there is no CPU time either
                memory.isPresent()
                        ? OptionalDouble.of(
                                ended.system().microsEachSince(begun.system(), deliveries))
                        : OptionalDouble.empty(),
                memory,
                more);
    }

    @Override
    public void close() {
        history.close();
    }
}
