package io.postrider.testing;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The command for a JVM that a test starts: the same {@code java} as the test's own, with the same
 * {@code -XX} options. The build sets those for processes that run for a minute or two.
 */
public final class JavaCommand {

    private JavaCommand() {}

    public static List<String> of(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options());
        command.addAll(List.of(arguments));
        return command;
    }

    /** Returns the {@code -XX} options of this JVM. */
    public static List<String> options() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("-XX:"))
                .toList();
    }
}
