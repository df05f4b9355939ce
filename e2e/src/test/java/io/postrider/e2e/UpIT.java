package io.postrider.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.testing.FreePorts;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** {@code ./postrider up} as the person at the terminal meets it. */
class UpIT {

    private static final Duration LONGEST = Duration.ofMinutes(4);

    @Test
    void aFirstStartShowsADeliveryAndASecondOneGoesOnWithWhatThereIs(@TempDir Path data)
            throws Exception {
        // with the options of the launcher, not with those of the tests
        try (Postrider postrider = Postrider.up(data, Map.of("POSTRIDER_JAVA_OPTS", ""))) {
            assertThat(postrider.process().output())
                    .contains("to topic postrider.events, partition")
                    .contains("POST /inbox/demo")
                    .contains("webhook-signature: v1,")
                    .contains("signature   valid")
                    .contains("http://localhost:" + postrider.port() + "/api/v1")
                    .contains("http://localhost:" + postrider.port() + "/settings/webhooks")
                    .contains("to public addresses and, as this is for trying out, to 127.0.0.0/8")
                    .contains("curl -X POST");
            assertThat(status(postrider.port(), "/actuator/health/readiness")).isEqualTo(200);
            assertThat(status(postrider.port(), "/settings/webhooks")).isEqualTo(200);
            JsonNode webhook = Api.elements(postrider.api().getOk("/api/v1/webhooks")).getFirst();
            String id = webhook.get("id").asString();
            awaitDelivered(postrider.api(), id);

            assertThat(data.resolve("postgres/binaries"))
                    .as("programs are shared by all data directories")
                    .doesNotExist();

            assertThat(postrider.process().terminate(LONGEST))
                    .as("ends by SIGTERM, as Ctrl-C does: %s", postrider.process().output())
                    .isEqualTo(143);
            assertThat(postrider.process().output()).contains("Stopped.");
            org.awaitility.Awaitility.await("nothing is left behind")
                    .atMost(LONGEST)
                    .until(() -> processesOn(data), List::isEmpty);

            postrider.startAgain();

            assertThat(postrider.process().output()).doesNotContain("POST /inbox/demo");
            assertThat(postrider.api().deliveries(id)).hasSize(1);
        }
    }

    private static void awaitDelivered(Api api, String webhook) {
        org.awaitility.Awaitility.await()
                .atMost(LONGEST)
                .untilAsserted(() ->
                        assertThat(api.deliveries(webhook))
                                .extracting(d -> d.get("state").asString())
                                .containsExactly("delivered"));
    }

    private static int status(int port, String path) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            URI address = URI.create("http://localhost:%d%s".formatted(port, path));
            return http.send(HttpRequest.newBuilder(address).build(), BodyHandlers.discarding())
                    .statusCode();
        }
    }

    private static List<String> processesOn(Path data) {
        return ProcessHandle.allProcesses()
                .map(process -> process.info().commandLine().orElse(""))
                .filter(command -> command.contains(data.toString()))
                .toList();
    }

    @Test
    void aTakenPortIsSaidInASentence(@TempDir Path data) throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertRefuses(
                    Postrider.launch(data.resolve("a"), taken.getLocalPort(), FreePorts.next()),
                    "Port %d, wanted for the API, is taken".formatted(taken.getLocalPort()));
            assertRefuses(
                    Postrider.launch(data.resolve("b"), FreePorts.next(), taken.getLocalPort()),
                    "Port %d, wanted for a Kafka broker, is taken".formatted(taken.getLocalPort()));
        }
    }

    @Test
    void aDataDirectoryOfAnotherVersionIsSaidInASentence(@TempDir Path data) throws Exception {
        Files.writeString(data.resolve("postrider-version"), "99\n");

        assertRefuses(
                Postrider.launch(data, FreePorts.next(), FreePorts.next()),
                "was written by another version of Postrider");
    }

    @Test
    void aDirectoryOfSomethingElseIsLeftAlone(@TempDir Path data) throws Exception {
        Files.writeString(data.resolve("thesis.txt"), "chapter 1");

        assertRefuses(
                Postrider.launch(data, FreePorts.next(), FreePorts.next()),
                "is not empty and holds no Postrider data");
    }

    @Test
    void aFlagThatIsNoneIsAnsweredWithTheOnesThereAre(@TempDir Path data) throws Exception {
        assertRefuses(
                Postrider.launch(data, FreePorts.next(), FreePorts.next(), "--prot=1"), "--port");
        assertRefuses(Postrider.launch(data, 70_000, FreePorts.next()), "1 to 65535");
    }

    private static void assertRefuses(RunningProcess process, String sentence) throws Exception {
        try (process) {
            assertThat(process.awaitExit(LONGEST)).isEqualTo(1);
            assertThat(process.output()).contains(sentence).doesNotContain("\tat ");
        }
    }
}
