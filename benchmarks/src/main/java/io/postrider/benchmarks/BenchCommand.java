package io.postrider.benchmarks;

import io.postrider.benchmarks.micro.MicroBenchmarks;
import io.postrider.benchmarks.report.JsonReport;
import io.postrider.benchmarks.report.Machine;
import io.postrider.benchmarks.report.Result;
import io.postrider.benchmarks.report.TextReport;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/** {@code postrider bench}: measures this build on this machine. */
@Command(
        name = "bench",
        description = "Measure Postrider on this machine: start it, load it, and report.",
        mixinStandardHelpOptions = true)
final class BenchCommand implements Callable<Integer> {

    @Spec CommandSpec spec;

    @Option(
            names = "--scenario",
            paramLabel = "NAME",
            description =
                    "${COMPLETION-CANDIDATES} or all; may be given several times."
                            + " Without any: one-to-one, fan-out and steady.",
            completionCandidates = Scenarios.Names.class)
    List<String> scenarios = new ArrayList<>();

    @Option(names = "--events", paramLabel = "N", description = "Events to measure.")
    @Nullable Long events;

    @Option(
            names = "--rate",
            paramLabel = "R",
            description = "Events a second; flat out when absent.")
    @Nullable Integer rate;

    @Option(names = "--fan-out", paramLabel = "F", description = "Deliveries of each event.")
    @Nullable Integer fanOut;

    @Option(
            names = "--endpoints",
            paramLabel = "E",
            description = "Endpoints, a webhook each; a multiple of the fan-out.")
    @Nullable Integer endpoints;

    @Option(names = "--json", description = "Print one JSON object and nothing else.")
    boolean json;

    @Option(
            names = "--profile",
            paramLabel = "FILE",
            description = "Record the system's JVM into FILE (Flight Recorder).")
    @Nullable Path profile;

    @Option(
            names = "--micro",
            paramLabel = "REGEX",
            arity = "0..1",
            fallbackValue = ".*",
            description = "Measure single steps by JMH instead: all, or those named so.")
    @Nullable String micro;

    BenchCommand() {
        spec = CommandSpec.create();
    }

    @Override
    public Integer call() throws InterruptedException {
        if (micro != null) {
            MicroBenchmarks.run(micro);
            return CommandLine.ExitCode.OK;
        }
        List<Scenario> chosen = chosen();
        Session session =
                new Session(
                        Path.of(
                                        System.getenv().getOrDefault("POSTRIDER_BENCH_HOME", "."),
                                        "postrider")
                                .toAbsolutePath(),
                        Optional.ofNullable(profile),
                        new Progress(System.err));
        List<Result> results = new ArrayList<>();
        for (Scenario scenario : chosen) {
            results.add(scenario.run(session));
        }
        Machine machine = Machine.here();
        System.out.println(
                json ? JsonReport.of(machine, results) : TextReport.of(machine, results));
        return CommandLine.ExitCode.OK;
    }

    private List<Scenario> chosen() {
        try {
            return Scenarios.chosen(
                    scenarios,
                    new Scenarios.Wishes(
                            Optional.ofNullable(events),
                            Optional.ofNullable(rate),
                            Optional.ofNullable(fanOut),
                            Optional.ofNullable(endpoints)));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
