package io.postrider.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Schemathesis, made from the OpenAPI document that the service serves, finds no fault of the
 * server's and no answer that the document does not have, neither with an operator's key nor with a
 * tenant's. Runs where {@code -Dpostrider.fuzz.schemathesis} says for how many seconds for each
 * half of a run, and the version of {@code e2e/schemathesis/requirements.txt} is installed.
 */
class SchemathesisIT {

    private static final int SECONDS = Integer.getInteger("postrider.fuzz.schemathesis", 0);
    private static final Path HOME =
            Path.of(System.getProperty("postrider.home"), "e2e", "schemathesis");
    private static final String REQUIREMENTS = "requirements.txt";

    /** Beyond its time it ends the test that it is at, and makes failures smaller. */
    private static final Duration LONGEST = Duration.ofSeconds(SECONDS).plusMinutes(20);

    /** No limits for API keys; the address of a request is what its header says. */
    private static final Map<String, String> SETTINGS =
            Map.of(
                    "POSTRIDER_APILIMITS_CREATEWEBHOOK", "off",
                    "POSTRIDER_APILIMITS_REGENERATESECRET", "off",
                    "POSTRIDER_APILIMITS_LISTEVENTS", "off",
                    "SERVER_FORWARDHEADERSSTRATEGY", "native");

    @TempDir Path data;
    @TempDir Path runs;

    private Postrider postrider;
    private FuzzCallers callers;

    @BeforeEach
    void start() throws Exception {
        assumeTrue(SECONDS > 0, "a long run: set -Dpostrider.fuzz.schemathesis to its seconds");
        String wanted = Files.readString(HOME.resolve(REQUIREMENTS)).strip();
        assumeTrue(
                version().equals(wanted.replaceFirst(".*==", "")),
                () ->
                        "%s is not installed: python3 -m venv DIR && DIR/bin/pip install -r %s, then put DIR/bin on the PATH"
                                .formatted(wanted, HOME.resolve(REQUIREMENTS)));
        for (String file : List.of("hooks.py", "schemathesis.toml")) {
            Files.copy(HOME.resolve(file), runs.resolve(file));
        }
        postrider = Postrider.up(data, SETTINGS, "--no-demo");
        callers = FuzzCallers.madeBy(postrider.api());
    }

    @AfterEach
    void stop() {
        if (postrider != null) {
            postrider.close();
        }
    }

    /** Its version; empty where it is not installed. */
    private String version() throws InterruptedException {
        try (RunningProcess process = schemathesis("--version")) {
            process.awaitExit(Duration.ofMinutes(1));
            return process.output().replaceFirst("^.*version ", "").strip();
        } catch (UncheckedIOException e) {
            // thrown when the program is not on the PATH
            return "";
        }
    }

    private RunningProcess schemathesis(String... arguments) {
        List<String> command = new ArrayList<>(List.of("schemathesis"));
        command.addAll(List.of(arguments));
        return RunningProcess.start("schemathesis", runs, Map.of(), command);
    }

    @Test
    void answersAnOperatorAsTheDocumentSays() throws Exception {
        assertNothingFound(callers.operator());
    }

    @Test
    void answersATenantAsTheDocumentSays() throws Exception {
        assertNothingFound(callers.tenant());
    }

    /** Each half has the time: the first three phases would leave none to the fourth. */
    private void assertNothingFound(String key) throws InterruptedException, IOException {
        for (String phases : List.of("examples,coverage,fuzzing", "stateful")) {
            try (RunningProcess run =
                    schemathesis(
                            "run",
                            postrider.url() + "/v3/api-docs",
                            "--url=" + postrider.url(),
                            "--header=Authorization: Bearer " + key,
                            "--checks=all",
                            "--phases=" + phases,
                            "--max-time=" + SECONDS,
                            "--seed=" + Chance.given().seed(),
                            "--no-color")) {
                int status = run.awaitExit(LONGEST);

                System.out.println(run.recentOutput());
                assertThat(status).as(run.output()).isZero();
            }
        }
        assertThat(new ServiceLog(data).exceptionsBehind("a request failed"))
                .as("faults in the log")
                .isEmpty();
    }
}
