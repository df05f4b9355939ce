package io.postrider.benchmarks.micro;

import io.postrider.benchmarks.system.BenchFailedException;

import org.openjdk.jmh.runner.NoBenchmarksException;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

import java.util.regex.PatternSyntaxException;

/** Runs the benchmarks of single steps; JMH prints the results. */
public final class MicroBenchmarks {

    private static final int WARM_UPS = 5;
    private static final int ITERATIONS = 5;
    private static final TimeValue EACH = TimeValue.seconds(1);

    private MicroBenchmarks() {}

    /**
     * Runs some.
     *
     * @param names a regular expression; those whose name contains it run
     * @throws BenchFailedException when there is none, or it is no regular expression
     */
    public static void run(String names) {
        try {
            var _ =
                    new Runner(
                                    new OptionsBuilder()
                                            .include(names)
                                            .forks(1)
                                            .warmupIterations(WARM_UPS)
                                            .warmupTime(EACH)
                                            .measurementIterations(ITERATIONS)
                                            .measurementTime(EACH)
                                            .addProfiler("gc")
                                            .shouldFailOnError(true)
                                            .build())
                            .run();
        } catch (PatternSyntaxException e) {
            throw new BenchFailedException(
                    "--micro must be a regular expression: " + e.getDescription(), e);
        } catch (NoBenchmarksException e) {
            throw new BenchFailedException(
                    "--micro: no benchmark has a name that contains '%s'".formatted(names), e);
        } catch (RunnerException e) {
            throw new BenchFailedException("--micro: " + e.getMessage(), e);
        }
    }
}
