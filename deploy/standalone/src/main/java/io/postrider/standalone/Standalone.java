package io.postrider.standalone;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The entry point behind the {@code postrider} script. */
@Command(
        name = "postrider",
        description = "Webhook delivery on Apache Kafka.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footer = {
            "  bench   Measure Postrider on this machine, see postrider bench --help.",
            "  verify  Run every check and test, see postrider verify --help."
        },
        subcommands = UpCommand.class)
public final class Standalone {

    private Standalone() {}

    public static void main(String[] args) {
        int status = commandLine().execute(args.length == 0 ? new String[] {"--help"} : args);
        if (status != CommandLine.ExitCode.OK) {
            System.exit(status);
        }
    }

    static CommandLine commandLine() {
        return new CommandLine(new Standalone())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((e, commandLine, _) -> {
                    commandLine.getErr().println("postrider: " + CannotStartException.sentence(e));
                    return CommandLine.ExitCode.SOFTWARE;
                })
                .setParameterExceptionHandler((e, _) -> {
                    e.getCommandLine().getErr().println("postrider: " + e.getMessage());
                    e.getCommandLine().usage(e.getCommandLine().getErr());
                    return CommandLine.ExitCode.SOFTWARE;
                });
    }
}
