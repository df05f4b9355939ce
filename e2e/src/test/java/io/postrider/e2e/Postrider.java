package io.postrider.e2e;

import io.postrider.testing.FreePorts;
import io.postrider.testing.JavaCommand;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@code ./postrider up}, on ports and a data directory of the test's own. */
final class Postrider implements AutoCloseable {

    static final String ADMIN_KEY = "e2e-admin-key-0123456789";

    private static final Path HOME = Path.of(System.getProperty("postrider.home"));
    private static final Duration LONGEST_START = Duration.ofMinutes(5);

    private final Path data;
    private final int port;
    private final int kafkaPort;
    private final Map<String, String> settings;
    private RunningProcess process;

    private Postrider(
            Path data,
            int port,
            int kafkaPort,
            Map<String, String> settings,
            RunningProcess process) {
        this.data = data;
        this.port = port;
        this.kafkaPort = kafkaPort;
        this.settings = settings;
        this.process = process;
    }

    /** Starts on free ports and waits until ready. */
    static Postrider up(Path data, String... arguments) throws InterruptedException {
        return up(data, Map.of(), arguments);
    }

    /** With some settings, as environment variables, that are not the usual ones. */
    static Postrider up(Path data, Map<String, String> settings, String... arguments)
            throws InterruptedException {
        int port = FreePorts.next();
        int kafkaPort = FreePorts.next();
        RunningProcess process = launch(data, port, kafkaPort, settings, arguments);
        Postrider postrider = new Postrider(data, port, kafkaPort, settings, process);
        postrider.awaitReady();
        return postrider;
    }

    /** Starts the script and returns at once. */
    static RunningProcess launch(Path data, int port, int kafkaPort, String... arguments) {
        return launch(data, port, kafkaPort, Map.of(), arguments);
    }

    private static RunningProcess launch(
            Path data, int port, int kafkaPort, Map<String, String> settings, String... arguments) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                HOME.resolve("postrider").toString(),
                                "up",
                                "--port=" + port,
                                "--kafka-port=" + kafkaPort));
        command.addAll(List.of(arguments));
        Map<String, String> environment = new HashMap<>();
        environment.put("POSTRIDER_DATA", data.toString());
        environment.put("POSTRIDER_ADMIN_KEY", ADMIN_KEY);
        environment.put(
                "POSTRIDER_JAVA_OPTS",
                "-Xms512m -Xmx2g " + String.join(" ", JavaCommand.options()));
        environment.putAll(settings);
        return RunningProcess.start("postrider", HOME, environment, command);
    }

    private void awaitReady() throws InterruptedException {
        process.awaitLine("Ctrl-C stops everything", LONGEST_START);
    }

    /** Starts again on the same ports and data. */
    void startAgain() throws InterruptedException {
        process = launch(data, port, kafkaPort, settings);
        awaitReady();
    }

    RunningProcess process() {
        return process;
    }

    Api api() {
        return new Api(url(), ADMIN_KEY);
    }

    URI url() {
        return URI.create("http://localhost:" + port);
    }

    Path data() {
        return data;
    }

    int port() {
        return port;
    }

    int kafkaPort() {
        return kafkaPort;
    }

    String bootstrapServers() {
        return "localhost:" + kafkaPort;
    }

    @Override
    public void close() {
        process.close();
    }
}
