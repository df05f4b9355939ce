package io.postrider.worker.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.model.Outcome;
import io.postrider.testing.Answer;
import io.postrider.testing.Patience;
import io.postrider.testing.Received;
import io.postrider.testing.Receiver;
import io.postrider.testing.SettableClock;
import io.postrider.worker.Fixtures;
import io.postrider.worker.delivery.Exchange;
import io.postrider.worker.delivery.Sender;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/** Answers that are made to take up memory, time or trust. */
class HostileAnswersIT {

    private static final String OK = "HTTP/1.1 200 OK\r\n";
    private static final String CHUNKED = OK + "Transfer-Encoding: chunked\r\n\r\n";

    /** Long enough for all that ends sooner. */
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private static final int MIB = 1024 * 1024;

    private final Receiver receiver = Receiver.start();
    private final ReactorNettySender sender =
            new ReactorNettySender(
                    Fixtures.httpSettings(), SettableClock.at(Fixtures.NOW), () -> "nonce");

    @AfterEach
    void stop() {
        sender.close();
        receiver.close();
    }

    private Exchange post(Answer answer) {
        receiver.answerAll(answer);
        var request =
                new Sender.Request(
                        Fixtures.aDelivery(),
                        Fixtures.anEndpoint(receiver.url("/hook"), TIMEOUT),
                        Fixtures.NOW);
        return sender.send(request)
                .toCompletableFuture()
                .orTimeout(Patience.LONGEST.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    private static Answer endless(String beginning, String drop) {
        return new Answer.Dripping(beginning, drop, Duration.ZERO);
    }

    private static String headers(int count) {
        StringBuilder headers = new StringBuilder();
        for (int i = 0; i < count; i++) {
            headers.append("X-").append(i).append(": v\r\n");
        }
        return headers.toString();
    }

    static Stream<Arguments> answersThatAreNone() {
        String tooLong = "the header of the answer of 127.0.0.1:<port> is too long";
        String noHttp = "the answer of 127.0.0.1:<port> is not HTTP";
        String badChunk = noHttp + ": a chunk of its body has no valid size or end";
        String badLength = noHttp + ": its Content-Length is not valid";
        String controls = noHttp + ": its header has control characters";
        String badStatus = noHttp + ": its status is not a number of three digits";
        String halfHeader =
                "127.0.0.1:<port> closed the connection in the middle of its answer's header";
        String tls = "TLS: 127.0.0.1:<port> speaks TLS; the url must begin with https";
        return Stream.of(
                Arguments.of("headers for ever", endless(OK, "X-A: b\r\n"), tooLong),
                Arguments.of(
                        "one header for ever", endless(OK + "X-A: ", "x".repeat(100)), tooLong),
                Arguments.of(
                        "a status line for ever",
                        endless("HTTP/1.1 200 ", "x".repeat(99)),
                        tooLong),
                Arguments.of(
                        "headers without number",
                        Answer.raw(OK + headers(201) + "Content-Length: 0\r\n\r\n"),
                        tooLong),
                Arguments.of(
                        "trailers for ever", endless(CHUNKED + "0\r\n", "X-A: b\r\n"), tooLong),
                Arguments.of(
                        "a chunk extension for ever",
                        endless(CHUNKED + "1", ";a=" + "b".repeat(100)),
                        tooLong),
                Arguments.of(
                        "interim answers for ever",
                        new Answer.Dripping(
                                "", "HTTP/1.1 103 Early Hints\r\n\r\n", Duration.ofMillis(2)),
                        "timeout: no answer from"),
                Arguments.of("a chunk of no size", Answer.raw(CHUNKED + "zz\r\nx\r\n"), badChunk),
                Arguments.of(
                        "a chunk of impossible size",
                        Answer.raw(CHUNKED + "ffffffffffffffff\r\nx\r\n"),
                        badChunk),
                Arguments.of("a chunk of no end", Answer.raw(CHUNKED + "1\r\nxyy\r\n"), badChunk),
                Arguments.of(
                        "a negative length",
                        Answer.raw(OK + "Content-Length: -1\r\n\r\n"),
                        badLength),
                Arguments.of(
                        "two lengths",
                        Answer.raw(OK + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nab"),
                        badLength),
                Arguments.of(
                        "a length that is no number",
                        Answer.raw(OK + "Content-Length: 0x10\r\n\r\nab"),
                        badLength),
                Arguments.of(
                        "a length beside chunks",
                        Answer.raw(
                                CHUNKED.replace(
                                        "\r\n\r\n", "\r\nContent-Length: 5\r\n\r\n0\r\n\r\n")),
                        badLength),
                Arguments.of(
                        "a control character in a header",
                        Answer.raw(OK + "X-A: a\0b\r\nContent-Length: 0\r\n\r\n"),
                        controls),
                Arguments.of(
                        "a control character in a header's name",
                        Answer.raw(OK + "X-\u0001A: b\r\nContent-Length: 0\r\n\r\n"),
                        controls),
                Arguments.of("half a header", Answer.raw(OK + "Content-Le"), halfHeader),
                Arguments.of("half a status line", Answer.raw("HTTP/1.1 20"), halfHeader),
                Arguments.of("an alert of TLS", Answer.raw("\u0015\3\3\0\2\2F"), tls),
                Arguments.of(
                        "an alert of TLS with a line feed", Answer.raw("\u0015\3\3\0\2\2\n"), tls),
                Arguments.of(
                        "status 99",
                        Answer.raw("HTTP/1.1 99 X\r\nContent-Length: 0\r\n\r\n"),
                        badStatus),
                Arguments.of(
                        "status 1000",
                        Answer.raw("HTTP/1.1 1000 X\r\nContent-Length: 0\r\n\r\n"),
                        badStatus),
                Arguments.of("HTTP/0.9", Answer.raw("<html>hello</html>\r\n\r\n"), noHttp),
                Arguments.of(
                        "a greeting of SSH", Answer.raw("SSH-2.0-OpenSSH_9.9\r\n\r\n"), noHttp),
                Arguments.of(
                        "an answer of Redis", Answer.raw("-ERR unknown command\r\n\r\n"), noHttp),
                Arguments.of(
                        "a status of no number", Answer.raw("HTTP/1.1 abc\r\n\r\n"), badStatus));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answersThatAreNone")
    void endsWhatIsNoAnswer(String name, Answer answer, String cause) {
        Exchange exchange = post(answer);

        assertThat(exchange.outcome())
                .isInstanceOfSatisfying(
                        Outcome.Unreachable.class,
                        outcome ->
                                assertThat(outcome.cause().replaceAll(":\\d+", ":<port>"))
                                        .startsWith(cause)
                                        .doesNotContain("Exception"));
        assertThat(exchange.responseBody()).isEmpty();
        assertThat(receiver.received()).hasSize(1);
    }

    @Test
    void takesManyHeadersBelowTheCap() {
        Answer answer = Answer.raw(OK + headers(190) + "Content-Length: 0\r\n\r\n");

        assertThat(post(answer).outcome()).isEqualTo(new Outcome.Acknowledged(200));
    }

    @ParameterizedTest
    @ValueSource(ints = {101, 600, 999})
    void aStatusThatHttpDoesNotKnowIsRejected(int status) {
        Answer answer = Answer.raw("HTTP/1.1 %d X\r\nContent-Length: 0\r\n\r\n".formatted(status));

        assertThat(post(answer).outcome())
                .isEqualTo(new Outcome.Rejected(status, Optional.empty()));
    }

    @Test
    void interimAnswersAreNoAnswers() {
        Answer answer =
                Answer.raw(
                        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: a\r\n\r\n"
                                + OK
                                + "Content-Length: 2\r\n\r\nok");

        Exchange exchange = post(answer);

        assertThat(exchange.outcome()).isEqualTo(new Outcome.Acknowledged(200));
        assertThat(exchange.responseBody()).isEqualTo("ok");
    }

    /** A hundred megabytes of zeros are a hundred kilobytes packed. */
    @Test
    void unpacksNothing() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(packed)) {
            for (int i = 0; i < 100; i++) {
                zip.write(new byte[MIB]);
            }
        }
        Exchange exchange =
                post(
                        Answer.ok()
                                .withHeader("Content-Encoding", "gzip")
                                .withBody(packed.toByteArray()));

        assertThat(exchange.outcome()).isEqualTo(new Outcome.Acknowledged(200));
        assertThat(exchange.responseBody()).startsWith("\u001f\ufffd").hasSizeLessThan(2_049);
        assertThat(receiver.received().getFirst().header("Accept-Encoding")).isEmpty();
    }

    @Test
    void keepsNoCookies() {
        post(Answer.ok().withHeader("Set-Cookie", "session=1; Path=/"));
        post(Answer.ok());

        assertThat(receiver.received()).hasSize(2);
        assertThat(receiver.received())
                .extracting(post -> post.header("Cookie"))
                .containsOnly(Optional.empty());
    }

    @Test
    void followsNoRedirectWhateverItsStatus() {
        for (int status : new int[] {301, 302, 303, 307, 308}) {
            Answer redirect =
                    Answer.status(status)
                            .withHeader("Location", "http://169.254.169.254/latest/meta-data/");
            assertThat(post(redirect).outcome())
                    .isEqualTo(new Outcome.Rejected(status, Optional.empty()));
        }
        assertThat(receiver.received()).extracting(Received::path).containsOnly("/hook").hasSize(5);
    }

    /** A 204 has no body, whatever its header says. */
    @Test
    void bytesBehindAnAnswerSpoilNoOther() {
        String spoiling = "HTTP/1.1 204 No Content\r\nContent-Length: 2\r\n\r\nok";
        for (int i = 0; i < 5; i++) {
            assertThat(post(Answer.rawAndKept(spoiling)).outcome())
                    .isEqualTo(new Outcome.Acknowledged(204));
            assertThat(post(Answer.status(503)).outcome())
                    .isEqualTo(new Outcome.Rejected(503, Optional.empty()));
        }
        assertThat(receiver.received()).hasSize(10);
    }

    /** What comes after an answer must not be taken for that of the next request. */
    @Test
    void anAnswerThatNobodyAskedForAnswersNothing() {
        String two =
                OK + "Content-Length: 0\r\n\r\nHTTP/1.1 201 Planted\r\nContent-Length: 0\r\n\r\n";
        for (int i = 0; i < 5; i++) {
            post(Answer.rawAndKept(two));
            assertThat(post(Answer.status(503)).outcome())
                    .isEqualTo(new Outcome.Rejected(503, Optional.empty()));
        }
    }
}
