package io.postrider.e2e;

import io.postrider.testing.GuideReceivers;
import io.postrider.testing.GuideReceivers.Case;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The published verifiers of one language, run by a program in that language. */
enum PublishedVerifiers {
    JAVASCRIPT(Map.of("standardwebhooks", "standard", "svix", "standard", "octokit", "task-hub")) {
        @Override
        Optional<String> missingTool() {
            // the build needs Node.js and npm
            return Optional.empty();
        }

        @Override
        List<String> judge(List<Case> cases) {
            Path home = Path.of(System.getProperty("postrider.npm"));
            return GuideReceivers.judge(List.of("node", "verifiers.mjs"), home, cases);
        }
    },

    PYTHON(Map.of("standardwebhooks", "standard")) {
        @Override
        Optional<String> missingTool() throws InterruptedException {
            return succeeds("python3", "-m", "pip", "--version")
                    ? Optional.empty()
                    : Optional.of(
                            "pip is not installed: this test runs 'python3 -m pip'"
                                    + " (Debian: apt-get install python3-pip)");
        }

        @Override
        List<String> judge(List<Case> cases) throws InterruptedException, IOException {
            Path home = HOME.resolve("python");
            Path requirements = home.resolve("requirements.txt");
            Path installed = home.resolve("installed.txt");
            if (!Files.exists(installed) || Files.mismatch(requirements, installed) >= 0) {
                run(
                        home,
                        List.of(
                                "python3",
                                "-m",
                                "pip",
                                "install",
                                "--quiet",
                                "--upgrade",
                                "--target",
                                ".",
                                "--requirement",
                                "requirements.txt"));
                Files.copy(requirements, installed, StandardCopyOption.REPLACE_EXISTING);
            }
            return GuideReceivers.judge(List.of("python3", "verifiers.py"), home, cases);
        }
    },

    GO(Map.of("standardwebhooks", "standard")) {
        @Override
        Optional<String> missingTool() throws InterruptedException {
            return succeeds("go", "version")
                    ? Optional.empty()
                    : Optional.of("Go is not installed: this test runs 'go', 1.21 or newer");
        }

        @Override
        List<String> judge(List<Case> cases) throws InterruptedException {
            Path home = HOME.resolve("go");
            run(home, List.of("go", "build", "-buildvcs=false", "-o", "verifiers", "."));
            return GuideReceivers.judge(List.of(home.resolve("verifiers").toString()), home, cases);
        }
    };

    private static final Path HOME =
            Path.of(System.getProperty("postrider.home"), "e2e", "target", "verifiers");

    /** For a download and a first compilation. */
    private static final Duration SETUP_TIMEOUT = Duration.ofMinutes(3);

    @SuppressWarnings("ImmutableEnumChecker") // an unmodifiable map of strings
    private final Map<String, String> formats;

    PublishedVerifiers(Map<String, String> formats) {
        this.formats = formats;
    }

    /** Returns the format that each verifier knows, by the name of the verifier. */
    Map<String, String> formats() {
        return formats;
    }

    /** Returns which optional tool this machine lacks, and how to get it. */
    abstract Optional<String> missingTool() throws InterruptedException;

    /**
     * Returns the verdicts of the verifiers, which it installs first.
     *
     * @throws AssertionError with the output of the installation, when it fails
     */
    abstract List<String> judge(List<Case> cases) throws InterruptedException, IOException;

    private static boolean succeeds(String... command) throws InterruptedException {
        try (RunningProcess process = start(Path.of("."), List.of(command))) {
            return process.awaitExit(SETUP_TIMEOUT) == 0;
        } catch (UncheckedIOException e) {
            // thrown when the program is not on the PATH
            return false;
        }
    }

    private static void run(Path directory, List<String> command) throws InterruptedException {
        try (RunningProcess process = start(directory, command)) {
            int status = process.awaitExit(SETUP_TIMEOUT);
            if (status != 0) {
                throw new AssertionError(
                        "%s ended with %d:%n%s".formatted(command, status, process.output()));
            }
        }
    }

    private static RunningProcess start(Path directory, List<String> command) {
        return RunningProcess.start(command.getFirst(), directory, Map.of(), command);
    }
}
