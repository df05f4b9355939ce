package io.postrider.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What the figures were measured on.
 *
 * @param cpu as the processor calls itself
 * @param cores that this process may use
 * @param memoryMb of the machine, MiB
 */
public record Machine(String cpu, int cores, long memoryMb, String kernel, String java) {

    private static final String UNKNOWN = "unknown";

    /** The machine this runs on. */
    public static Machine here() {
        return new Machine(
                value("/proc/cpuinfo", "model name", System.getProperty("os.arch", UNKNOWN)),
                Runtime.getRuntime().availableProcessors(),
                Long.parseLong(value("/proc/meminfo", "MemTotal", "0").replaceAll("[^0-9]", ""))
                        / 1024,
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                Runtime.version().toString());
    }

    private static String value(String file, String name, String otherwise) {
        try (Stream<String> lines = Files.lines(Path.of(file))) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(otherwise);
        } catch (IOException _) {
            return otherwise;
        }
    }
}
