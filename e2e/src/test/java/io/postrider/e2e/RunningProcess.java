package io.postrider.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A process that a test started, with what it has printed. */
final class RunningProcess implements AutoCloseable {

    private static final Duration OUTPUT_DRAINED = Duration.ofSeconds(5);
    private static final int RECENT = 25;

    /** Many times a second, as long as Kafka is away. */
    private static final String UNREACHABLE_BROKER = "org.apache.kafka.clients.NetworkClient";

    private final String name;
    private final Process process;
    private final List<String> lines = new ArrayList<>();
    private final Thread reader;

    private RunningProcess(String name, Process process) {
        this.name = name;
        this.process = process;
        // no virtual one: a read of a pipe would keep the processor's carrier from all the others,
        // and a receiver would not answer until this process prints something
        this.reader = Thread.ofPlatform().name(name + "-output").daemon().start(this::read);
    }

    static RunningProcess start(
            String name, Path directory, Map<String, String> environment, List<String> command) {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().keySet().removeIf(variable -> variable.startsWith("POSTRIDER_"));
        builder.environment().putAll(environment);
        try {
            return new RunningProcess(name, builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read() {
        try (BufferedReader reader =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                add(line);
            }
        } catch (IOException e) {
            add("[output ended: " + e.getMessage() + "]");
        }
    }

    private synchronized void add(String line) {
        lines.add(line);
        notifyAll();
    }

    synchronized String output() {
        return String.join("\n", lines);
    }

    /** The end of it, for a message of a test: what failed must not be lost before it. */
    synchronized String recentOutput() {
        List<String> telling =
                lines.stream().filter(line -> !line.contains(UNREACHABLE_BROKER)).toList();
        return String.join(
                "\n", telling.subList(Math.max(0, telling.size() - RECENT), telling.size()));
    }

    /** Waits until a line contains the text, and returns the first that does. */
    synchronized String awaitLine(String text, Duration longest) throws InterruptedException {
        long deadline = System.nanoTime() + longest.toNanos();
        Optional<String> found = line(text);
        while (found.isEmpty()) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            // once it has ended, what it has printed is still to be read
            if (left <= 0 || !reader.isAlive()) {
                throw new AssertionError(
                        "%s did not print '%s'%s:%n%s"
                                .formatted(
                                        name,
                                        text,
                                        process.isAlive() ? "" : " and ended",
                                        recentOutput()));
            }
            wait(Math.min(left, 200));
            found = line(text);
        }
        return found.get();
    }

    private Optional<String> line(String text) {
        return lines.stream().filter(line -> line.contains(text)).findFirst();
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** SIGKILL: no shutdown hook runs. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** SIGSTOP: the process stands still, its connections stay open. */
    void freeze() throws InterruptedException {
        signal("STOP");
    }

    /** SIGCONT. */
    void thaw() throws InterruptedException {
        signal("CONT");
    }

    private void signal(String signal) throws InterruptedException {
        try {
            int status =
                    new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid()))
                            .inheritIO()
                            .start()
                            .waitFor();
            if (status != 0) {
                throw new IllegalStateException("cannot send %s to %s".formatted(signal, name));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SIGTERM, as Ctrl-C does; returns the exit status. */
    int terminate(Duration longest) throws InterruptedException {
        // by the handle: Process.destroy would also close what the process still prints
        var _ = process.toHandle().destroy();
        return awaitExit(longest);
    }

    int awaitExit(Duration longest) throws InterruptedException {
        if (!process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError(name + " still runs:\n" + recentOutput());
        }
        // a child of it may hold the output open: what it prints is of no interest
        var _ = reader.join(OUTPUT_DRAINED);
        return process.exitValue();
    }

    @Override
    public void close() {
        try {
            if (process.isAlive()) {
                terminate(Duration.ofMinutes(2));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
        }
    }
}
