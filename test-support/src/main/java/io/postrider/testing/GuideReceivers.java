package io.postrider.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Receivers made of the verification samples of the integration guides, run by Node.js and Python.
 * Each lot of requests takes one process.
 */
public final class GuideReceivers {

    /** The verdict on a request that its receiver accepts, and refuses with any change. */
    public static final String ACCEPTED = "accepted";

    private static final List<String> FILES =
            List.of(
                    "judge.js",
                    "ecocast.js",
                    "task-hub.js",
                    "clip.js",
                    "project-44.js",
                    "envoyou.js",
                    "judge.py",
                    "envoyou.py");

    private static final long LONGEST_SECONDS = 120;

    /**
     * A request to be judged.
     *
     * @param guide whose receiver gets it
     * @param secret that the receiver has
     */
    public record Case(String guide, String secret, Received request) {

        private String line() {
            String headers =
                    request.headers().entrySet().stream()
                            .map(header ->
                                    header.getKey().toLowerCase(Locale.ROOT)
                                            + ":"
                                            + header.getValue().getFirst())
                            .collect(Collectors.joining("\n"));
            return String.join("\t", guide, base64(secret), base64(headers), base64(request.body()))
                    + "\n";
        }

        private static String base64(String text) {
            return base64(text.getBytes(StandardCharsets.UTF_8));
        }

        private static String base64(byte[] bytes) {
            return Base64.getEncoder().encodeToString(bytes);
        }
    }

    private GuideReceivers() {}

    /** The verdicts of the JavaScript samples: {@link #ACCEPTED}, or what is wrong. */
    public static List<String> inJavaScript(List<Case> cases) {
        return judge("node", "judge.js", cases);
    }

    /** The verdicts of the Python samples: {@link #ACCEPTED}, or what is wrong. */
    public static List<String> inPython(List<Case> cases) {
        return judge("python3", "judge.py", cases);
    }

    private static List<String> judge(String program, String script, List<Case> cases) {
        Path directory = TestSystems.temporaryDirectory("receivers");
        try {
            for (String file : FILES) {
                unpack(file, directory);
            }
            return judge(List.of(program, script), directory, cases);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            TestSystems.delete(directory);
        }
    }

    /**
     * The verdicts of another program that reads and writes as {@code judge.js} does.
     *
     * @param home where it runs
     */
    public static List<String> judge(List<String> command, Path home, List<Case> cases) {
        Path directory = TestSystems.temporaryDirectory("verdicts");
        try {
            Path input = directory.resolve("requests");
            Files.writeString(input, cases.stream().map(Case::line).collect(Collectors.joining()));
            List<String> verdicts = run(command, home, input);
            if (verdicts.size() != cases.size()) {
                throw new IllegalStateException(
                        "%d verdicts on %d requests: %s"
                                .formatted(verdicts.size(), cases.size(), verdicts));
            }
            return verdicts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            TestSystems.delete(directory);
        }
    }

    private static void unpack(String file, Path directory) throws IOException {
        try (InputStream in = GuideReceivers.class.getResourceAsStream("receivers/" + file)) {
            if (in == null) {
                throw new IllegalStateException("there is no receiver " + file);
            }
            Files.copy(in, directory.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static List<String> run(List<String> command, Path home, Path input)
            throws IOException {
        Path output = input.resolveSibling("verdicts");
        Process process =
                new ProcessBuilder(command)
                        .directory(home.toFile())
                        .redirectInput(input.toFile())
                        .redirectOutput(output.toFile())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try {
            if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException(command + " does not end");
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        if (process.exitValue() != 0) {
            throw new IllegalStateException(command + " ended with " + process.exitValue());
        }
        return new ArrayList<>(Files.readAllLines(output));
    }
}
