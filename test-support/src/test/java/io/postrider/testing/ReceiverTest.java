package io.postrider.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

class ReceiverTest {

    private static final Duration PATIENCE = Patience.LONGEST;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private Receiver receiver = Receiver.start();

    @BeforeEach
    void nothingReceivedYet() {
        assertThat(receiver.received()).isEmpty();
    }

    @AfterEach
    void stop() {
        client.shutdownNow();
        receiver.close();
    }

    @Test
    void recordsWhatItGetsAndAnswers200() throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(receiver.url("/hook?from=test"))
                        .header("Webhook-Id", "msg_1")
                        .POST(BodyPublishers.ofString("{\"größe\":1}"))
                        .build();

        assertThat(client.send(request, BodyHandlers.discarding()).statusCode()).isEqualTo(200);

        Received received = receiver.received("/hook").getFirst();
        assertThat(received.method()).isEqualTo("POST");
        assertThat(received.target()).isEqualTo("/hook?from=test");
        assertThat(received.header("webhook-ID")).contains("msg_1");
        assertThat(received.bodyText()).isEqualTo("{\"größe\":1}");
    }

    @Test
    void readsChunkedBodiesAndKeepsTheConnection() throws Exception {
        byte[] body = "x".repeat(100_000).getBytes(UTF_8);
        for (int i = 0; i < 3; i++) {
            HttpRequest request =
                    HttpRequest.newBuilder(receiver.url("/chunked"))
                            .expectContinue(i == 2)
                            .POST(
                                    BodyPublishers.ofInputStream(
                                            () -> new ByteArrayInputStream(body)))
                            .build();
            client.send(request, BodyHandlers.discarding());
        }

        assertThat(receiver.received("/chunked"))
                .hasSize(3)
                .allSatisfy(received -> assertThat(received.body()).isEqualTo(body));
        assertThat(receiver.connections()).isEqualTo(1);
    }

    @Test
    void followsTheScriptAndRepeatsItsEnd() throws Exception {
        receiver.answer(
                "/hook",
                Answer.status(503).withHeader("Retry-After", "2").withBody("later"),
                Answer.status(204));

        HttpResponse<String> first = post("/hook");
        assertThat(first.statusCode()).isEqualTo(503);
        assertThat(first.headers().firstValue("Retry-After")).contains("2");
        assertThat(first.body()).isEqualTo("later");
        assertThat(post("/hook").statusCode()).isEqualTo(204);
        assertThat(post("/hook").statusCode()).isEqualTo(204);
        assertThat(post("/other").statusCode()).isEqualTo(200);
    }

    @Test
    void answersLater() throws Exception {
        receiver.answer("/hook", Answer.ok().after(Duration.ofMillis(150)));
        long begun = System.nanoTime();

        assertThat(post("/hook").statusCode()).isEqualTo(200);

        assertThat(Duration.ofNanos(System.nanoTime() - begun))
                .isGreaterThanOrEqualTo(Duration.ofMillis(150));
    }

    @Test
    void hangsUntilItIsClosed() throws Exception {
        receiver.answer("/hook", Answer.hang());

        assertThatThrownBy(() -> post("/hook", Duration.ofMillis(300)))
                .isInstanceOf(HttpTimeoutException.class);

        // the first one may have given up before it got there
        receiver.answer("/patient", Answer.hang());
        CompletableFuture<HttpResponse<Void>> pending = getLater("/patient");
        receiver.awaitReceived("/patient", 1, PATIENCE);
        receiver.close();
        assertThat(pending).failsWithin(PATIENCE);
    }

    private CompletableFuture<HttpResponse<Void>> getLater(String path) {
        return client.sendAsync(
                HttpRequest.newBuilder(receiver.url(path)).build(), BodyHandlers.discarding());
    }

    @Test
    void holdsTheAnswerUntilTheGateIsOpened() {
        CountDownLatch gate = new CountDownLatch(1);
        receiver.answer("/hook", Answer.heldUntil(gate));

        CompletableFuture<HttpResponse<Void>> held = getLater("/hook");
        receiver.awaitReceived("/hook", 1, PATIENCE);
        assertThat(held).isNotDone();
        gate.countDown();

        assertThat(held)
                .succeedsWithin(PATIENCE)
                .satisfies(answer -> assertThat(answer.statusCode()).isEqualTo(200));
    }

    @Test
    void answersWithAsManyHeadersAsAskedFor() throws Exception {
        receiver.answer("/hook", Answer.headers(8 * 1024));

        assertThat(post("/hook").headers().allValues("X-Padding")).hasSize(8);
    }

    @Test
    void resetsTheConnection() throws IOException {
        receiver.answer("/hook", Answer.reset());
        try (Socket socket =
                new Socket(java.net.InetAddress.getLoopbackAddress(), receiver.port())) {
            socket.getOutputStream().write("GET /hook HTTP/1.1\r\n\r\n".getBytes(UTF_8));

            assertThatThrownBy(() -> socket.getInputStream().read())
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("reset");
        }
    }

    @Test
    void hangsUpAndTalksGarbage() {
        receiver.answer("/silent", Answer.hangUp()).answer("/garbage", Answer.garbage());

        assertThatThrownBy(() -> post("/silent")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> post("/garbage")).isInstanceOf(IOException.class);
    }

    @Test
    void dripsForEver() throws Exception {
        receiver.answer("/body", Answer.dripping())
                .answer("/header", Answer.drippingHeader())
                .answer("/flood", Answer.flooding());

        HttpResponse<InputStream> response =
                client.send(
                        HttpRequest.newBuilder(receiver.url("/body")).build(),
                        BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            assertThat(body.readNBytes(3)).isEqualTo(new byte[] {'x', 'x', 'x'});
        }
        assertThatThrownBy(() -> post("/header", Duration.ofMillis(300)))
                .isInstanceOf(HttpTimeoutException.class);
        HttpResponse<InputStream> flood =
                client.send(
                        HttpRequest.newBuilder(receiver.url("/flood")).build(),
                        BodyHandlers.ofInputStream());
        try (InputStream body = flood.body()) {
            assertThat(body.readNBytes(1_000_000)).hasSize(1_000_000);
        }
    }

    @Test
    void awaitsWhatArrivesLater() throws Exception {
        CompletableFuture<List<Received>> awaited =
                CompletableFuture.supplyAsync(() -> receiver.awaitReceived("/hook", 2, PATIENCE));
        post("/hook");
        post("/elsewhere");
        assertThat(awaited).isNotDone();
        post("/hook");

        assertThat(awaited).succeedsWithin(PATIENCE);
        assertThatThrownBy(() -> receiver.awaitReceived("/hook", 3, Duration.ofMillis(50)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("2 of 3 requests to /hook");
    }

    @Test
    void goesAwayAndComesBackOnTheSamePort() throws Exception {
        int port = receiver.port();
        post("/hook");
        receiver.close();
        assertThatThrownBy(() -> post("/hook")).isInstanceOf(IOException.class);

        receiver = Receiver.startOn(port);

        assertThat(post("/hook").statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> post(String path) throws IOException, InterruptedException {
        return post(path, PATIENCE);
    }

    private HttpResponse<String> post(String path, Duration timeout)
            throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(receiver.url(path))
                        .timeout(timeout)
                        .POST(BodyPublishers.ofString("{}"))
                        .build(),
                BodyHandlers.ofString());
    }
}
