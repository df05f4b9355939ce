package io.postrider.embedded;

import io.zonky.test.db.postgres.util.LinuxUtils;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** initdb and pg_ctl: what they are told and what their failures mean. */
final class PostgresTools {

    // recovery after a crash replays the write-ahead log before the server answers
    private static final Duration START = Duration.ofMinutes(5);
    private static final Duration STOP = Duration.ofMinutes(1);
    private static final int LOG_TAIL = 4_000;

    private final Path home;
    private final Path data;
    private final Path log;

    PostgresTools(Path home, Path data, Path log) {
        this.home = home;
        this.data = data;
        this.log = log;
    }

    /**
     * Into a directory aside first: one that a crash cut short never becomes the data directory.
     */
    void initialise(String user, Path passwordFile) throws IOException {
        Path aside = data.resolveSibling(".initialising");
        Directories.delete(aside);
        run(
                "initdb",
                List.of(
                        "--pgdata=" + aside,
                        "--username=" + user,
                        "--pwfile=" + passwordFile,
                        "--auth=scram-sha-256",
                        "--encoding=UTF8",
                        // sorts alike on every machine, whatever its C library
                        "--locale=C",
                        "--locale-provider=builtin",
                        "--builtin-locale=C.UTF-8"));
        Files.move(aside, data, StandardCopyOption.ATOMIC_MOVE);
    }

    void start(int port, Map<String, String> settings) throws IOException {
        if (Files.exists(log)) {
            Files.move(
                    log, log.resolveSibling("postgres.log.1"), StandardCopyOption.REPLACE_EXISTING);
        }
        String options =
                settings.entrySet().stream()
                        .map(setting -> quoted(setting.getKey() + "=" + setting.getValue()))
                        .map(setting -> "-c " + setting)
                        .collect(Collectors.joining(" ", "-p " + port + " ", ""));
        try {
            control("start", START, "--log=" + log, "--options=" + options);
        } catch (IllegalStateException e) {
            throw new IllegalStateException(e.getMessage() + "\n" + tailOfLog(), e);
        }
    }

    void stop() {
        try {
            control("stop", STOP, "--mode=fast");
        } catch (IllegalStateException tooSlow) {
            // the next start recovers from the write-ahead log
            control("stop", STOP, "--mode=immediate");
        }
    }

    private void control(String action, Duration patience, String... more) {
        List<String> arguments = new ArrayList<>();
        arguments.add(action);
        arguments.add("--wait");
        arguments.add("--timeout=" + patience.toSeconds());
        arguments.add("--pgdata=" + data);
        arguments.addAll(List.of(more));
        run("pg_ctl", arguments);
    }

    private void run(String program, List<String> arguments) {
        List<String> command = new ArrayList<>();
        if (LinuxUtils.isUnshareAvailable()) {
            // PostgreSQL refuses to run as root; in a user namespace of its own root is nobody
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(home.resolve("bin").resolve(program).toString());
        command.addAll(arguments);
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(failure(program, output));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot run " + command.getFirst(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for " + program, e);
        }
    }

    private static String failure(String program, String output) {
        String words = "PostgreSQL's " + program + " failed: " + output.strip();
        return output.contains("run as root")
                ? "PostgreSQL cannot run as root here, because `unshare -U` is not permitted:"
                        + " run Postrider as an ordinary user. ("
                        + words
                        + ")"
                : words;
    }

    private String tailOfLog() throws IOException {
        if (!Files.exists(log)) {
            return "";
        }
        String text = Files.readString(log);
        return text.substring(Math.max(0, text.length() - LOG_TAIL));
    }

    private static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }
}
