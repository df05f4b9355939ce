package io.postrider.benchmarks.micro;

import io.postrider.model.RetryWait;
import io.postrider.model.retry.RetryLadder;
import io.postrider.model.retry.RetrySchedule;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Where a failed delivery waits next. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
public class LadderBenchmark {

    private final RetryWait wait =
            new RetryWait(Samples.NOW, Samples.NOW.plus(Duration.ofMinutes(5)));
    private int attempts;

    @Benchmark
    public Optional<Duration> nextTier() {
        return RetryLadder.STANDARD.nextTier(wait, Samples.NOW);
    }

    @Benchmark
    public Optional<Duration> delayAfter() {
        attempts = attempts % 9 + 1;
        return RetrySchedule.STANDARD.delayAfter(attempts, 0.3);
    }
}
