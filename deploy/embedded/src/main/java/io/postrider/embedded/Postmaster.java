package io.postrider.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** The server process that a data directory names in its postmaster.pid. */
final class Postmaster {

    // above every system's highest pid
    private static final int NO_PROCESS = Integer.MAX_VALUE;

    private static final Duration LAST_BREATH = Duration.ofSeconds(5);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(5);

    private Postmaster() {}

    /** Only a living process that really is PostgreSQL on this very data directory. */
    static Optional<ProcessHandle> of(Path data) {
        return namedBy(pidFile(data)).filter(process -> servesFrom(process, data));
    }

    /**
     * PostgreSQL deals with a pid file left behind, unless the pid in it has gone to another
     * program by now: it takes that program for a running server and refuses to start. Only the pid
     * is replaced: by the rest of the file PostgreSQL still finds processes that use the data.
     */
    static void disownOtherProgram(Path data) {
        Path file = pidFile(data);
        if (namedBy(file).isEmpty() || of(data).isPresent()) {
            return;
        }
        try {
            List<String> lines = new ArrayList<>(Files.readAllLines(file));
            lines.set(0, Integer.toString(NO_PROCESS));
            Files.write(file, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<ProcessHandle> namedBy(Path pidFile) {
        try {
            List<String> lines = Files.readAllLines(pidFile);
            return lines.isEmpty()
                    ? Optional.empty()
                    : ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
                            .filter(ProcessHandle::isAlive);
        } catch (NoSuchFileException | NumberFormatException noServerEverWroteIt) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean servesFrom(ProcessHandle process, Path data) {
        // macOS may hide another session's arguments: there the program's name has to do
        return isPostgres(process)
                && process.info()
                        .arguments()
                        .map(arguments ->
                                Arrays.stream(arguments).anyMatch(name -> isSame(name, data)))
                        .orElse(true);
    }

    /** False for a zombie too: a container's first process may never reap it. */
    private static boolean isPostgres(ProcessHandle process) {
        return process.isAlive()
                && process.info()
                        .command()
                        .map(command -> Path.of(command).getFileName().toString())
                        .filter(name -> name.startsWith("postgres"))
                        .isPresent();
    }

    /**
     * The server removes its pid file just before it ends. ProcessHandle.onExit looks at processes
     * that are not children every few seconds only.
     */
    static void awaitEnd(ProcessHandle server) {
        long deadline = System.nanoTime() + LAST_BREATH.toNanos();
        while (isPostgres(server) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
    }

    private static boolean isSame(String name, Path data) {
        try {
            return name.startsWith("/") && Files.isSameFile(Path.of(name), data);
        } catch (IOException notAFile) {
            return false;
        }
    }

    private static Path pidFile(Path data) {
        return data.resolve("postmaster.pid");
    }
}
