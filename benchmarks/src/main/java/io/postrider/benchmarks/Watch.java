package io.postrider.benchmarks;

import io.postrider.benchmarks.receiver.Tally;
import io.postrider.benchmarks.report.Percentiles;
import io.postrider.benchmarks.report.Result;
import io.postrider.benchmarks.system.BenchFailedException;
import io.postrider.benchmarks.system.GroupLag;
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

    private static final Duration LOOK = Duration.ofMillis(5);
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
    private final GroupLag history;
    private Moment begun;
    private Moment ended;
    private long expected;
    private long lag;

    /** Seconds; no number where nobody has waited for it. */
    private double caughtUpAfter = Double.NaN;

    Watch(Rig rig, Tally tally, UsageMeter meter) {
        this.tally = tally;
        this.meter = meter;
        this.history = GroupLag.ofHistory(rig.system().bootstrapServers());
        this.begun = now();
        this.ended = begun;
    }

    private Moment now() {
        return new Moment(System.nanoTime(), tally.distinct(), meter.system(), UsageMeter.ofLoad());
    }

    Tally tally() {
        return tally;
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

    /** Deliveries in a second of the measured part. */
    double perSecond() {
        return deliveries() / took();
    }

    private long deliveries() {
        return ended.deliveries() - begun.deliveries();
    }

    private double took() {
        return seconds(ended.nanos() - begun.nanos());
    }

    Percentiles latency() {
        return Percentiles.of(tally.latency());
    }

    /** The result of a load that was not flat out, or where the direct client says nothing. */
    Result result(String scenario, Map<String, Number> own) {
        return result(scenario, OptionalDouble.empty(), own);
    }

    /**
     * The result.
     *
     * @param own figures of this scenario
     */
    Result result(String scenario, OptionalDouble ratioToDirect, Map<String, Number> own) {
        Map<String, Number> more = new LinkedHashMap<>(own);
        more.put("measured_s", took());
        more.put("measured_deliveries", deliveries());
        more.put("lost", expected - tally.distinct());
        more.put("duplicates", tally.duplicates());
        more.put("history_lag_records", lag);
        more.put("history_caught_up_s", caughtUpAfter);
        OptionalDouble memory = meter.peakMebibytes();
        OptionalDouble cpu = OptionalDouble.empty();
        // where there is no memory to be read there is no CPU time either
        if (memory.isPresent()) {
            cpu = OptionalDouble.of(ended.system().microsEachSince(begun.system(), deliveries()));
            more.put(
                    "load_cpu_us_per_delivery",
                    ended.load().microsEachSince(begun.load(), deliveries()));
        }
        return new Result(
                scenario, perSecond(), ratioToDirect, Optional.of(latency()), cpu, memory, more);
    }

    @Override
    public void close() {
        history.close();
    }
}
