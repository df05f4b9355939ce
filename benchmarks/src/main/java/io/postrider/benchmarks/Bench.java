package io.postrider.benchmarks;

import io.postrider.benchmarks.system.BenchFailedException;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The entry point behind {@code postrider bench}. */
@Command(name = "postrider", subcommands = BenchCommand.class)
public final class Bench {

    private Bench() {}

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Bench())
                .setExecutionExceptionHandler((e, commandLine, _) -> {
                    commandLine.getErr().println("postrider: " + sentence(e));
                    return CommandLine.ExitCode.SOFTWARE;
                })
                .setParameterExceptionHandler((e, _) -> {
                    e.getCommandLine().getErr().println("postrider: " + e.getMessage());
                    e.getCommandLine().usage(e.getCommandLine().getErr());
                    return CommandLine.ExitCode.SOFTWARE;
                });
    }

    private static String sentence(Exception e) {
        return e instanceof BenchFailedException ? String.valueOf(e.getMessage()) : e.toString();
    }
}
