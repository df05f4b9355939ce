package io.postrider.e2e;

import io.postrider.embedded.Directories;
import io.postrider.testing.FreePorts;
import io.postrider.testing.JavaCommand;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/** A Kafka broker in a process of its own; it comes back on the same port with the same data. */
final class KafkaProcess implements AutoCloseable {

    private static final Duration LONGEST = Duration.ofMinutes(3);

    private final Path directory;
    private final int port = FreePorts.next();
    private @Nullable RunningProcess process;

    private KafkaProcess(Path directory) {
        this.directory = directory;
    }

    static KafkaProcess started() {
        try {
            KafkaProcess kafka = new KafkaProcess(Files.createTempDirectory("postrider-kafka"));
            kafka.start();
            return kafka;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    void start() throws InterruptedException {
        RunningProcess started =
                RunningProcess.start(
                        "kafka",
                        directory,
                        Map.of(),
                        JavaCommand.of(
                                "-Xmx512m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                KafkaProgram.class.getName(),
                                directory.resolve("data").toString(),
                                String.valueOf(port)));
        process = started;
        started.awaitLine(KafkaProgram.READY, LONGEST);
    }

    /** In order. */
    void stop() throws InterruptedException {
        running().terminate(LONGEST);
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        running().kill();
    }

    private RunningProcess running() {
        return Objects.requireNonNull(process);
    }

    boolean isRunning() {
        return process != null && process.isAlive();
    }

    String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    @Override
    public void close() {
        running().close();
        try {
            Directories.delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
