package io.postrider.benchmarks.system;

import io.postrider.embedded.Directories;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * {@code postrider up} as a process of its own, on free ports and data of its own, which are gone
 * after closing. Closes itself when this process is told to end.
 */
public final class Standalone implements AutoCloseable {

    private static final Duration LONGEST_START = Duration.ofMinutes(3);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final String ADMIN_KEY = "benchmark-admin-key";
    private static final int LOG_TAIL = 2_000;

    /** Of one tenant; a scenario has 100,000. */
    static final String MAX_WEBHOOKS = "1000000";

    private final Path directory;
    private final int port = FreePorts.next();
    private final int kafkaPort = FreePorts.next();
    private final ProcessBuilder command;
    private final Thread hook = new Thread(this::stop, "stop-system");
    private Process process;

    private Standalone(Path launcher, Optional<Path> profile) throws IOException {
        directory = Files.createTempDirectory("postrider-bench-");
        command =
                new ProcessBuilder(
                        launcher.toString(),
                        "up",
                        "--no-demo",
                        "--data=" + data(),
                        "--port=" + port,
                        "--kafka-port=" + kafkaPort);
        command.environment().put("POSTRIDER_ADMIN_KEY", ADMIN_KEY);
        command.environment().put("POSTRIDER_QUOTAS_WEBHOOKS", MAX_WEBHOOKS);
        profile.ifPresent(
                file -> command.environment().put("JDK_JAVA_OPTIONS", recordingInto(file)));
        command.redirectErrorStream(true).redirectOutput(output().toFile());
        Runtime.getRuntime().addShutdownHook(hook);
        process = command.start();
    }

    private static String recordingInto(Path file) {
        return "\"-XX:StartFlightRecording=settings=profile,dumponexit=true,filename=%s\""
                .formatted(file.toAbsolutePath());
    }

    /**
     * Starts the system and waits until it is ready.
     *
     * @param launcher the {@code postrider} script, which knows the flags of the system's JVM
     * @param profile where a recording of the JVM's Flight Recorder goes when it ends
     * @throws BenchFailedException when it does not start
     */
    public static Standalone start(Path launcher, Optional<Path> profile)
            throws InterruptedException {
        try {
            Standalone system = new Standalone(launcher, profile);
            try {
                system.awaitReady();
                return system;
            } catch (InterruptedException | RuntimeException e) {
                system.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitReady() throws InterruptedException {
        try (AdminApi api = api()) {
            Process starting = process;
            boolean ready =
                    Wait.until(() -> !starting.isAlive() || api.isReady(), LOOK, LONGEST_START);
            if (!ready || !starting.isAlive()) {
                throw new BenchFailedException(
                        "the system did not start, it said: " + tailOfOutput());
            }
        }
    }

    /**
     * Stops it and starts it again on the same data.
     *
     * @return from the start of the process until everything is ready
     */
    public Duration restart() throws InterruptedException {
        long start;
        synchronized (this) {
            end(process);
            start = System.nanoTime();
            try {
                process = command.start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        awaitReady();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private String tailOfOutput() {
        try {
            String text = Files.readString(output());
            return text.substring(Math.max(0, text.length() - LOG_TAIL)).strip();
        } catch (IOException e) {
            return "nothing that can be read: " + e;
        }
    }

    private Path data() {
        return directory.resolve("data");
    }

    private Path output() {
        return directory.resolve("output.txt");
    }

    private Path postmasterPid() {
        return data().resolve("postgres").resolve("data").resolve("postmaster.pid");
    }

    /** A client of its REST API, with the administrator's key. */
    public AdminApi api() {
        return new AdminApi(URI.create("http://127.0.0.1:" + port), ADMIN_KEY);
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + kafkaPort;
    }

    /** Measures what it uses, from now on. */
    public UsageMeter meter() {
        return new UsageMeter(List.of(process.pid()), postmasterPid());
    }

    @Override
    public void close() {
        stop();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException _) {
            // this process is ending, and the hook runs
        }
    }

    private synchronized void stop() {
        Optional<ProcessHandle> postmaster = UsageMeter.postmaster(postmasterPid());
        end(process);
        // only there when the system was killed before it could stop it
        postmaster.filter(ProcessHandle::isAlive).ifPresent(ProcessHandle::destroyForcibly);
        try {
            Directories.delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + directory, e);
        }
    }

    /** As Ctrl-C does; by force when that takes too long. */
    static void end(Process process) {
        // by the handle: Process.destroy would also close what the process still prints
        var _ = process.toHandle().destroy();
        try {
            if (!process.waitFor(LONGEST_STOP.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** The key that seals its webhooks' secrets, base64. */
    public String secretsKey() {
        try {
            return Files.readString(data().resolve("secrets.key")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
