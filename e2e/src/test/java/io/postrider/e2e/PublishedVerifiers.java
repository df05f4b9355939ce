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
    JAVASCRIPT {
        @Override
        Optional<String> install() {
            // the build needs npm and has run it
            return Optional.empty();
        }

        @Override
        List<String> judge(List<Case> cases) {
            Path home = Path.of(System.getProperty("postrider.npm"));
            return GuideReceivers.judge(List.of("node", "verifiers.mjs"), home, cases);
        }
    },

    PYTHON {
        @Override
        Optional<String> install() throws InterruptedException, IOException {
            if (!succeeds("python3", "-m", "pip", "--version")) {
                return Optional.of(
                        "pip is not installed: this test runs 'python3 -m pip'"
                                + " (Debian: apt-get install python3-pip)");
            }
            Path home = HOME.resolve("python");
            Path requirements = home.resolve("requirements.txt");
            Path installed = home.resolve("installed.txt");
            // pip asks the network each time
            if (!Files.exists(installed) || Files.mismatch(requirements, installed) >= 0) {
                run(
                        home,
                        "python3 -m pip install --quiet --upgrade --target ."
                                + " --requirement requirements.txt");
                Files.copy(requirements, installed, StandardCopyOption.REPLACE_EXISTING);
            }
            return Optional.empty();
        }

        @Override
        List<String> judge(List<Case> cases) {
            Path home = HOME.resolve("python");
            return GuideReceivers.judge(List.of("python3", "verifiers.py"), home, cases);
        }
    },

    GO {
        @Override
        Optional<String> install() throws InterruptedException {
            if (!succeeds("go", "version")) {
                return Optional.of("Go is not installed: this test runs 'go', 1.21 or newer");
            }
            run(HOME.resolve("go"), "go build -buildvcs=false -o verifiers .");
            return Optional.empty();
        }

        @Override
        List<String> judge(List<Case> cases) {
            Path home = HOME.resolve("go");
            return GuideReceivers.judge(List.of(home.resolve("verifiers").toString()), home, cases);
        }
    };

    private static final Path HOME =
            Path.of(System.getProperty("postrider.home"), "e2e", "target", "verifiers");

    /** For downloads and the first compilation on a busy machine. */
    private static final Duration INSTALL_TIMEOUT = Duration.ofMinutes(10);

    /**
     * Installs the verifiers. Returns the reason when the machine lacks the optional tool for that.
     *
     * @throws AssertionError with the output of the tool when it fails
     */
    abstract Optional<String> install() throws InterruptedException, IOException;

    /** Returns the verdicts of the verifiers, once they are installed. */
    abstract List<String> judge(List<Case> cases);

    private static boolean succeeds(String... command) throws InterruptedException {
        try (RunningProcess process = start(Path.of("."), List.of(command))) {
            return process.awaitExit(INSTALL_TIMEOUT) == 0;
        } catch (UncheckedIOException e) {
            // thrown when the program is not on the PATH
            return false;
        }
    }

    private static void run(Path directory, String command) throws InterruptedException {
        try (RunningProcess process = start(directory, List.of(command.split(" ", -1)))) {
            int status = process.awaitExit(INSTALL_TIMEOUT);
            if (status != 0) {
                throw new AssertionError(
                        "'%s' ended with %d:%n%s".formatted(command, status, process.output()));
            }
        }
    }

    private static RunningProcess start(Path directory, List<String> command) {
        // the Go programs need no C compiler
        Map<String, String> environment = Map.of("CGO_ENABLED", "0");
        return RunningProcess.start(command.getFirst(), directory, environment, command);
    }
}
