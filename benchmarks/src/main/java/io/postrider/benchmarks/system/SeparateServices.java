package io.postrider.benchmarks.system;

import io.postrider.embedded.Directories;
import io.postrider.embedded.EmbeddedBroker;
import io.postrider.embedded.EmbeddedDatabase;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The three services as processes of their own, from their executable jars, on a broker and a
 * database in this process. All of it is gone after closing.
 */
public final class SeparateServices implements AutoCloseable {

    /** The service that a run may kill. */
    public static final String WORKER = "delivery-worker";

    private static final String SUBSCRIPTION = "subscription-service";
    private static final String DISPATCHER = "dispatcher-service";
    private static final String ADMIN_KEY = "benchmark-admin-key";
    private static final String SECRETS_KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
    private static final Duration LONGEST_START = Duration.ofMinutes(3);
    private static final Duration LOOK = Duration.ofMillis(50);

    private final Path home;
    private final Path directory;
    private final EmbeddedBroker broker;
    private final EmbeddedDatabase database;
    private final Map<String, Integer> ports =
            Map.of(
                    SUBSCRIPTION, FreePorts.next(),
                    DISPATCHER, FreePorts.next(),
                    WORKER, FreePorts.next());
    private final Map<String, Process> processes = new HashMap<>();
    private final Thread hook = new Thread(this::stop, "stop-services");

    private SeparateServices(Path home) throws IOException {
        this.home = home;
        directory = Files.createTempDirectory("postrider-bench-");
        Runtime.getRuntime().addShutdownHook(hook);
        database =
                EmbeddedDatabase.started(EmbeddedDatabase.Config.in(directory.resolve("postgres")));
        broker = EmbeddedBroker.started(EmbeddedBroker.Config.in(directory.resolve("kafka")));
    }

    /**
     * Starts everything and waits until it is ready.
     *
     * @param home the checkout, with the services' jars built
     */
    public static SeparateServices start(Path home) throws InterruptedException {
        try {
            SeparateServices services = new SeparateServices(home);
            try {
                for (String service : List.of(SUBSCRIPTION, DISPATCHER, WORKER)) {
                    services.start(service);
                }
                return services;
            } catch (InterruptedException | RuntimeException e) {
                services.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Starts a service and waits until it is ready.
     *
     * @return how long that took
     */
    public Duration start(String service) throws InterruptedException {
        long start = System.nanoTime();
        Process process = launch(service);
        try (AdminApi api = api(service)) {
            boolean ready =
                    Wait.until(() -> !process.isAlive() || api.isReady(), LOOK, LONGEST_START);
            if (!ready || !process.isAlive()) {
                throw new BenchFailedException(service + " did not start");
            }
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private synchronized Process launch(String service) {
        ProcessBuilder command =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:+UseCompactObjectHeaders",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-jar",
                        jar(service).toString());
        command.environment().putAll(environment(service));
        command.redirectErrorStream(true)
                .redirectOutput(directory.resolve(service + ".txt").toFile());
        try {
            Process process = command.start();
            processes.put(service, process);
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path jar(String service) {
        try (Stream<Path> files = Files.list(home.resolve(service).resolve("target"))) {
            return files.filter(file -> file.toString().endsWith("-exec.jar"))
                    .findFirst()
                    .orElseThrow(() -> new BenchFailedException("build " + service + " first"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, String> environment(String service) {
        Map<String, String> environment = new HashMap<>();
        environment.put("SERVER_PORT", Integer.toString(port(service)));
        environment.put("POSTRIDER_KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers());
        environment.put("POSTRIDER_TOPICS_PROVISION", "true");
        environment.put("POSTRIDER_SECRETS_KEY", SECRETS_KEY);
        environment.put("POSTRIDER_EGRESS_ALLOW", "127.0.0.0/8");
        environment.put("POSTRIDER_INSTANCE", service + "-1");
        environment.put("POSTRIDER_ADMIN_KEY", ADMIN_KEY);
        environment.put("POSTRIDER_QUOTAS_WEBHOOKS", Standalone.MAX_WEBHOOKS);
        environment.put("POSTRIDER_DB_URL", database.jdbcUrl());
        environment.put("POSTRIDER_DB_USERNAME", database.username());
        environment.put("POSTRIDER_DB_PASSWORD", database.password());
        return environment;
    }

    private int port(String service) {
        return Objects.requireNonNull(ports.get(service), service);
    }

    private AdminApi api(String service) {
        return new AdminApi(URI.create("http://127.0.0.1:" + port(service)), ADMIN_KEY);
    }

    /** A client of the REST API, with the administrator's key. */
    public AdminApi api() {
        return api(SUBSCRIPTION);
    }

    public String bootstrapServers() {
        return broker.bootstrapServers();
    }

    private Process process(String service) {
        return Objects.requireNonNull(processes.get(service), service);
    }

    /** SIGKILL: nothing is put in order first. */
    public synchronized void kill(String service) throws InterruptedException {
        process(service).destroyForcibly().waitFor();
    }

    /** Measures one service. */
    public synchronized UsageMeter meter(String service) {
        return new UsageMeter(
                List.of(process(service).pid()), directory.resolve("no-postgres-counted"));
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
        processes.values().forEach(Standalone::end);
        broker.close();
        database.close();
        try {
            Directories.delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + directory, e);
        }
    }
}
