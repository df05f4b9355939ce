package io.postrider.e2e;

import static org.awaitility.Awaitility.await;

import io.postrider.testing.FreePorts;
import io.postrider.testing.JavaCommand;

import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** One instance of a service: a process that a test may stop, kill and start again. */
final class Instance implements AutoCloseable {

    private static final Path HOME = Path.of(System.getProperty("postrider.home"));

    private static final Duration LONGEST = Duration.ofMinutes(4);
    private static final JsonMapper JSON = new JsonMapper();

    private final String name;
    private final List<String> application;
    private final Map<String, String> environment;
    private final int port = FreePorts.next();
    private final HttpClient http = HttpClient.newHttpClient();
    private @Nullable RunningProcess process;

    private Instance(String name, List<String> application, Map<String, String> environment) {
        this.name = name;
        this.application = List.copyOf(application);
        this.environment = Map.copyOf(environment);
    }

    /** Runs from the service's unpacked jars, with the archive of its classes if there is one. */
    static Instance of(String service, int number, Map<String, String> environment) {
        Path unpacked = HOME.resolve(service).resolve("target/unpacked");
        return new Instance(
                service + "-" + number,
                List.of(
                        "-XX:SharedArchiveFile=" + unpacked.resolve("classes.jsa"),
                        "-jar",
                        jarIn(unpacked, ".jar").toString()),
                environment);
    }

    /** Runs from the executable jar that the build makes. */
    static Instance ofExecutableJar(String service, int number, Map<String, String> environment) {
        Path jar = jarIn(HOME.resolve(service).resolve("target"), "-exec.jar");
        return new Instance(service + "-" + number, List.of("-jar", jar.toString()), environment);
    }

    private static Path jarIn(Path directory, String ending) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no jar in " + directory));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void start() {
        start(Map.of());
    }

    /** With some settings that are not the usual ones. */
    void start(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(environment);
        all.put("SERVER_PORT", String.valueOf(port));
        all.put("POSTRIDER_INSTANCE", name);
        all.putAll(settings);
        List<String> command =
                new ArrayList<>(JavaCommand.of("-Xmx512m", "-XX:+ExitOnOutOfMemoryError"));
        command.addAll(application);
        process = RunningProcess.start(name, HOME, all, command);
    }

    RunningProcess process() {
        return Objects.requireNonNull(process);
    }

    boolean isRunning() {
        return process != null && process.isAlive();
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        process().kill();
    }

    /** In order. */
    void stop() throws InterruptedException {
        process().terminate(LONGEST);
    }

    /** Waits until it is ready; what it has printed is in the error when that does not come. */
    void awaitReady() {
        try {
            await(name + " is ready").atMost(LONGEST).until(() -> !isRunning() || isReady());
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(e.getMessage() + "\n" + process().recentOutput(), e);
        }
        if (!isRunning()) {
            throw new AssertionError(name + " does not run:\n" + process().recentOutput());
        }
    }

    boolean isReady() throws InterruptedException {
        return isRunning()
                && get("/actuator/health/readiness")
                        .filter(answer -> answer.statusCode() == 200)
                        .isPresent();
    }

    /**
     * A metric's count, or its value where it counts nothing; 0 for one that is not there yet.
     *
     * @param tags {@code name:value}
     */
    double metric(String metric, String... tags) {
        String query = "?tag=" + String.join("&tag=", tags);
        String path = "/actuator/metrics/" + metric + (tags.length == 0 ? "" : query);
        // that it does not answer in time says nothing about the metric
        HttpResponse<byte[]> answer =
                await(name + " tells " + metric)
                        .atMost(LONGEST)
                        .pollDelay(Duration.ZERO)
                        .until(() -> get(path), Optional::isPresent)
                        .orElseThrow();
        return answer.statusCode() == 200
                ? JSON.readTree(answer.body()).at("/measurements/0/value").asDouble()
                : 0.0;
    }

    URI url() {
        return URI.create("http://localhost:" + port);
    }

    private Optional<HttpResponse<byte[]>> get(String path) throws InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(url().resolve(path)).timeout(Duration.ofSeconds(5)).build();
        try {
            return Optional.of(http.send(request, BodyHandlers.ofByteArray()));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        if (process != null) {
            process.close();
        }
        http.close();
    }
}
