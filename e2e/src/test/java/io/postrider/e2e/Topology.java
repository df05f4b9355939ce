package io.postrider.e2e;

import static org.awaitility.Awaitility.await;

import io.postrider.testing.RealKafka;
import io.postrider.testing.RealPostgres;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** The three services as three processes, on a Kafka and a PostgreSQL that a test can take away. */
final class Topology implements AutoCloseable {

    static final String SUBSCRIPTION = "subscription-service";
    static final String DISPATCHER = "dispatcher-service";
    static final String WORKER = "delivery-worker";

    private static final Path HOME = Path.of(System.getProperty("postrider.home"));
    private static final Duration LONGEST_START = Duration.ofMinutes(2);

    final RealKafka.Own kafka = RealKafka.startOwn();
    final RealPostgres.Own postgres = RealPostgres.startOwn();
    private final RealPostgres.Database database = postgres.newDatabase();
    private final Map<String, Integer> ports = new LinkedHashMap<>();
    private final Map<String, RunningProcess> processes = new HashMap<>();
    private final HttpClient http = HttpClient.newHttpClient();

    Topology() {
        Stream.of(SUBSCRIPTION, DISPATCHER, WORKER)
                .forEach(service -> ports.put(service, Ports.free()));
    }

    void startAll() {
        ports.keySet().forEach(this::start);
    }

    void start(String service) {
        Map<String, String> environment = new HashMap<>();
        environment.put("SERVER_PORT", String.valueOf(ports.get(service)));
        environment.put("POSTRIDER_KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
        environment.put("POSTRIDER_SECRETS_KEY", "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=");
        environment.put("POSTRIDER_INSTANCE", service + "-1");
        if (service.equals(SUBSCRIPTION)) {
            environment.put("POSTRIDER_TOPICS_PROVISION", "true");
            environment.put("POSTRIDER_ADMIN_KEY", Postrider.ADMIN_KEY);
            environment.put("POSTRIDER_DB_URL", database.jdbcUrl());
            environment.put("POSTRIDER_DB_USERNAME", database.username());
            environment.put("POSTRIDER_DB_PASSWORD", database.password());
        }
        processes.put(
                service,
                RunningProcess.start(
                        service,
                        HOME,
                        environment,
                        List.of(
                                System.getProperty("java.home") + "/bin/java",
                                "-Xmx512m",
                                "-jar",
                                jar(service).toString())));
    }

    private static Path jar(String service) {
        try (Stream<Path> files = Files.list(HOME.resolve(service).resolve("target"))) {
            return files.filter(file -> file.toString().endsWith("-exec.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("build " + service + " first"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    RunningProcess process(String service) {
        return Objects.requireNonNull(processes.get(service));
    }

    Api api() {
        return new Api(
                URI.create("http://localhost:" + ports.get(SUBSCRIPTION)), Postrider.ADMIN_KEY);
    }

    void awaitReady() {
        ports.keySet().forEach(this::awaitReady);
    }

    void awaitReady(String service) {
        await(service + " is ready").atMost(LONGEST_START).until(() -> isReady(service));
    }

    boolean isReady(String service) throws InterruptedException {
        URI readiness =
                URI.create(
                        "http://localhost:%d/actuator/health/readiness"
                                .formatted(ports.get(service)));
        try {
            return http.send(
                                    HttpRequest.newBuilder(readiness)
                                            .timeout(Duration.ofSeconds(5))
                                            .build(),
                                    BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException _) {
            return false;
        }
    }

    @Override
    public void close() {
        processes.values().forEach(RunningProcess::close);
        http.close();
        kafka.close();
        postgres.close();
    }
}
