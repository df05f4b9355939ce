package io.postrider.benchmarks.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/** What Linux says of a process under {@code /proc}; nothing where there is no such thing. */
final class Proc {

    /** Linux counts CPU time in ticks of 10 ms towards programs, whatever the kernel does. */
    private static final long MICROS_PER_TICK = 10_000;

    // numbered from the field after the name, which may hold spaces
    private static final int OWN_TIME = 11;
    private static final int CHILDREN_TIME = 13;

    private Proc() {}

    static boolean isThere() {
        return Files.isReadable(Path.of("/proc/self/stat"));
    }

    /** User and system time of the process, microseconds. */
    static OptionalLong cpuMicros(long pid) {
        return ticks(pid, OWN_TIME);
    }

    /** User and system time of its children that have ended, microseconds. */
    static OptionalLong cpuMicrosOfEndedChildren(long pid) {
        return ticks(pid, CHILDREN_TIME);
    }

    private static OptionalLong ticks(long pid, int field) {
        Optional<String> stat = read(pid, "stat");
        if (stat.isEmpty()) {
            return OptionalLong.empty();
        }
        String text = stat.get();
        String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ", -1);
        return OptionalLong.of(
                (Long.parseLong(fields[field]) + Long.parseLong(fields[field + 1]))
                        * MICROS_PER_TICK);
    }

    /** A line of {@code status} in KiB: VmHWM, RssAnon, RssShmem. */
    static long kibibytes(long pid, String name) {
        return read(pid, "status").stream()
                .flatMap(String::lines)
                .filter(line -> line.startsWith(name + ":"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElse(0);
    }

    private static Optional<String> read(long pid, String file) {
        try {
            return Optional.of(Files.readString(Path.of("/proc", Long.toString(pid), file)));
        } catch (IOException _) {
            // it has ended, or this is no Linux
            return Optional.empty();
        }
    }
}
