package io.postrider.worker.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.model.Delivery;
import io.postrider.model.Outcome;
import io.postrider.model.RequestHeader;
import io.postrider.model.access.EndpointAccess;
import io.postrider.model.format.RetryOn;
import io.postrider.model.retry.RetrySchedule;
import io.postrider.testing.Answer;
import io.postrider.testing.FreePorts;
import io.postrider.testing.Patience;
import io.postrider.testing.Received;
import io.postrider.testing.Receiver;
import io.postrider.testing.SettableClock;
import io.postrider.testing.TestCertificate;
import io.postrider.worker.Fixtures;
import io.postrider.worker.delivery.Exchange;
import io.postrider.worker.delivery.Sender;
import io.postrider.worker.endpoint.Endpoint;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

class ReactorNettySenderIT {

    private static final Duration PATIENT = Duration.ofSeconds(30);

    /** Time enough to connect, and to read the beginning of an answer. */
    private static final Duration IMPATIENT = Duration.ofSeconds(4);

    private static final int MIB = 1024 * 1024;

    private final Receiver receiver = Receiver.start();
    private final ReactorNettySender sender = sender();

    @AfterEach
    void stop() {
        sender.close();
        receiver.close();
    }

    private static ReactorNettySender sender(X509Certificate... trusted) {
        return new ReactorNettySender(
                Fixtures.httpSettings(trusted),
                SettableClock.at(Fixtures.NOW),
                () -> UUID.randomUUID().toString());
    }

    private Exchange post(Answer answer, Duration timeout) {
        receiver.answerAll(answer);
        return post(sender, receiver.url("/hook?a=b"), timeout);
    }

    private static Exchange post(Sender sender, URI url, Duration timeout) {
        var request =
                new Sender.Request(
                        Fixtures.aDelivery(Fixtures.aSubscriptionId(), 0, "{\"a\":1}"),
                        Fixtures.anEndpoint(url, timeout),
                        Fixtures.NOW);
        try {
            return sender.send(request)
                    .toCompletableFuture()
                    .get(Patience.LONGEST.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private String place() {
        return "127.0.0.1:" + receiver.port();
    }

    private static String cause(Exchange exchange) {
        assertThat(exchange.outcome()).isInstanceOf(Outcome.Unreachable.class);
        return ((Outcome.Unreachable) exchange.outcome()).cause();
    }

    private Received postShaped(Delivery delivery, String format, RequestHeader... own) {
        receiver.answerAll(Answer.status(200));
        var endpoint =
                new Endpoint(
                        delivery.subscription().id(),
                        receiver.url("/hook"),
                        true,
                        Optional.empty(),
                        Fixtures.aShape(format, Fixtures.SECRET.secretText(), own),
                        EndpointAccess.NONE,
                        RetrySchedule.STANDARD,
                        RetryOn.ANY,
                        PATIENT,
                        Optional.empty());
        var exchange =
                sender.send(new Sender.Request(delivery, endpoint, Fixtures.NOW))
                        .toCompletableFuture()
                        .orTimeout(Patience.LONGEST.toSeconds(), TimeUnit.SECONDS)
                        .join();
        assertThat(exchange.outcome()).isEqualTo(new Outcome.Acknowledged(200));
        return receiver.received().getLast();
    }

    @Test
    void sendsTheHeadersOfTheFormat() {
        Delivery delivery = Fixtures.aDelivery(Fixtures.aSubscriptionId(), 0, "{\"a\":1}");

        Received post = postShaped(delivery, "task-hub");

        assertThat(post.header("X-Webhook-ID")).contains(delivery.subscription().id().value());
        assertThat(post.header("X-Delivery-ID")).contains(delivery.id().value());
        assertThat(post.header("X-Event-Type")).contains("order.created");
        assertThat(post.header("Content-Type")).contains("application/json");
        assertThat(post.header("X-Hub-Signature").orElseThrow()).matches("sha256=[0-9a-f]{64}");
        assertThat(post.header("webhook-id")).isEmpty();
        assertThat(post.bodyText()).isEqualTo("{\"a\":1}");
    }

    @Test
    void eachAttemptHasANonceOfItsOwn() {
        Delivery delivery = Fixtures.aDelivery();
        Set<String> nonces = new HashSet<>();
        for (int i = 0; i < 3; i++) {
            nonces.add(postShaped(delivery, "envoyou").header("X-EnvoyOU-Nonce").orElseThrow());
        }

        assertThat(nonces).hasSize(3).allMatch(nonce -> UUID.fromString(nonce).version() == 4);
    }

    @Test
    void sendsTheOwnersHeadersButNotInsteadOfTheFormats() {
        Received post =
                postShaped(
                        Fixtures.aDelivery(),
                        "standard",
                        new RequestHeader("X-Custom-Header", "your-custom-value"),
                        new RequestHeader("User-Agent", "mine"),
                        new RequestHeader("Webhook-Signature", "forged"),
                        new RequestHeader("content-type", "text/plain"));

        assertThat(post.header("X-Custom-Header")).contains("your-custom-value");
        assertThat(post.header("User-Agent")).contains("mine");
        assertThat(post.header("webhook-signature").orElseThrow()).startsWith("v1,");
        assertThat(post.header("Content-Type")).contains("application/json");
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202, 204, 299})
    void everyTwoHundredIsAnAcknowledgement(int status) {
        assertThat(post(Answer.status(status), PATIENT).outcome())
                .isEqualTo(new Outcome.Acknowledged(status));
        assertThat(receiver.received().getFirst().target()).isEqualTo("/hook?a=b");
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 304, 400, 401, 410, 429, 500, 503})
    void everythingElseIsARejection(int status) {
        assertThat(post(Answer.status(status), PATIENT).outcome())
                .isEqualTo(new Outcome.Rejected(status, Optional.empty()));
    }

    @Test
    void doesNotFollowARedirect() {
        Answer redirect =
                Answer.status(302).withHeader("Location", receiver.url("/other").toString());

        assertThat(post(redirect, PATIENT).outcome())
                .isEqualTo(new Outcome.Rejected(302, Optional.empty()));
        assertThat(receiver.received()).hasSize(1);
    }

    @Test
    void readsRetryAfterAsSecondsAndAsDate() {
        assertThat(post(Answer.status(429).withHeader("Retry-After", "17"), PATIENT).outcome())
                .isEqualTo(new Outcome.Rejected(429, Optional.of(Duration.ofSeconds(17))));
        assertThat(
                        post(
                                        Answer.status(503)
                                                .withHeader(
                                                        "Retry-After",
                                                        "Sun, 01 Mar 2026 12:01:00 GMT"),
                                        PATIENT)
                                .outcome())
                .isEqualTo(new Outcome.Rejected(503, Optional.of(Duration.ofMinutes(1))));
    }

    @Test
    void keepsTheHeadersOfTheAnswerWithoutCookies() {
        Exchange exchange =
                post(
                        Answer.status(503)
                                .withHeader("X-Trace", "abc")
                                .withHeader("Set-Cookie", "session=1234"),
                        PATIENT);

        assertThat(exchange.responseHeaders().byName())
                .containsEntry("x-trace", "abc")
                .containsEntry("set-cookie", "********");
    }

    @Test
    void keepsTheStartOfTheAnswer() {
        Exchange exchange =
                post(Answer.status(400).withBody("größer\0" + "x".repeat(MIB)), PATIENT);

        assertThat(exchange.responseBody()).startsWith("größer\uFFFDxxx").hasSize(2_046);
        assertThat(exchange.outcome()).isEqualTo(new Outcome.Rejected(400, Optional.empty()));
    }

    /** Not always the same one: an answer may be told before its connection is back. */
    @Test
    void usesConnectionsAgain() {
        for (int i = 0; i < 10; i++) {
            post(Answer.ok().withBody("first"), PATIENT);
            post(Answer.status(500).withBody("second"), PATIENT);
            post(Answer.status(204), PATIENT);
        }

        assertThat(receiver.connections()).isBetween(1, 10);
    }

    /** Where the kept connection was not back yet, a new one is closed, which is not repeated. */
    @Test
    void triesOnceMoreWhereAKeptConnectionIsClosedWithoutAnAnswer() {
        int repeated = 0;
        for (int i = 0; i < 20; i++) {
            assertThat(post(Answer.ok(), PATIENT).outcome())
                    .isEqualTo(new Outcome.Acknowledged(200));
            int before = receiver.received().size();
            receiver.answerAll(Answer.hangUp(), Answer.status(201));
            Outcome outcome = post(sender, receiver.url("/hook"), PATIENT).outcome();
            int posts = receiver.received().size() - before;
            if (outcome.equals(new Outcome.Acknowledged(201))) {
                assertThat(posts).isEqualTo(2);
                repeated++;
            } else {
                assertThat(posts).isEqualTo(1);
            }
        }
        assertThat(repeated).isPositive();
    }

    @Test
    void triesNoMoreThanOnceMore() {
        post(Answer.ok(), PATIENT);
        for (int i = 0; i < 20; i++) {
            int before = receiver.received().size();
            assertThat(post(Answer.hangUp(), PATIENT).outcome())
                    .isInstanceOf(Outcome.Unreachable.class);
            assertThat(receiver.received().size() - before).isBetween(1, 2);
        }
    }

    @Test
    void cutsAnEndlessAnswerOff() {
        Exchange exchange = post(Answer.flooding(), PATIENT);

        assertThat(exchange.outcome()).isEqualTo(new Outcome.Acknowledged(200));
        assertThat(exchange.responseBody()).hasSize(2_048);
    }

    @Test
    void saysThatNoAnswerCame() {
        assertThat(cause(post(Answer.hang(), IMPATIENT)))
                .isEqualTo("timeout: no answer from %s within 4 s".formatted(place()));
    }

    @Test
    void aDrippingHeaderDoesNotOutliveTheDeadline() {
        assertThat(cause(post(Answer.drippingHeader(), IMPATIENT)))
                .isEqualTo("timeout: no answer from %s within 4 s".formatted(place()));
    }

    @Test
    void aDrippingBodyDoesNotOutliveTheDeadline() {
        assertThat(cause(post(Answer.dripping(), IMPATIENT)))
                .isEqualTo("timeout: no complete answer from %s within 4 s".formatted(place()));
    }

    @Test
    void saysThatTheConnectionWasReset() {
        assertThat(cause(post(Answer.reset(), PATIENT)))
                .isEqualTo("connection reset by " + place());
        assertThat(receiver.received()).hasSize(1);
    }

    @Test
    void saysThatTheReceiverHungUp() {
        assertThat(cause(post(Answer.hangUp(), PATIENT)))
                .isEqualTo(place() + " closed the connection without an answer");
        assertThat(receiver.received()).hasSize(1);
    }

    @Test
    void saysThatTheAnswerBrokeOff() {
        String half = String.join("\r\n", "HTTP/1.1 200 OK", "Content-Length: 100", "", "half");

        assertThat(cause(post(Answer.raw(half), PATIENT)))
                .isEqualTo(place() + " closed the connection before its answer was complete");
    }

    @Test
    void saysThatTheAnswerIsNotHttp() {
        assertThat(cause(post(Answer.garbage(), PATIENT)))
                .isEqualTo("the answer of %s is not HTTP".formatted(place()));
    }

    @Test
    void saysThatTheHeaderIsTooLong() {
        Answer answer = Answer.status(200).withHeader("X-Long", "x".repeat(100_000));

        assertThat(cause(post(answer, PATIENT)))
                .isEqualTo("the header of the answer of %s is too long".formatted(place()));
    }

    @Test
    void saysThatTheConnectionWasRefused() {
        int port = FreePorts.next();

        assertThat(cause(post(sender, URI.create("http://127.0.0.1:" + port + "/"), PATIENT)))
                .isEqualTo("connection refused by 127.0.0.1:" + port);
    }

    @Test
    void saysThatTheHostIsUnknown() {
        assertThat(cause(post(sender, URI.create("http://nowhere.invalid/hook"), PATIENT)))
                .isEqualTo("unknown host: nowhere.invalid");
    }

    @Test
    void saysWhatIsWrongWithTheCertificate() {
        try (Receiver selfSigned = Receiver.startTls()) {
            assertThat(cause(post(sender, selfSigned.url("/"), PATIENT)))
                    .isEqualTo(
                            "TLS: the certificate of 127.0.0.1:%d is not issued by anyone trusted"
                                    .formatted(selfSigned.port()));
        }
        assertThat(faultOf(TestCertificate.EXPIRED))
                .matches("TLS: the certificate of 127.0.0.1:\\d+ has expired");
        assertThat(faultOf(TestCertificate.WRONG_HOST))
                .matches("TLS: the certificate of 127.0.0.1:\\d+ is for another host");
    }

    private static String faultOf(TestCertificate certificate) {
        try (Receiver tls = Receiver.startTls(certificate);
                ReactorNettySender trusting = sender(certificate.issuer())) {
            return cause(post(trusting, tls.url("/"), PATIENT));
        }
    }

    @Test
    void deliversOverTls() {
        try (Receiver tls = Receiver.startTls();
                ReactorNettySender trusting = sender(TestCertificate.SELF_SIGNED.issuer())) {
            assertThat(post(trusting, tls.url("/"), PATIENT).outcome())
                    .isEqualTo(new Outcome.Acknowledged(200));
        }
    }

    @Test
    void saysThatThereIsNoTls() {
        URI url = URI.create("https://" + place() + "/");

        assertThat(cause(post(sender, url, PATIENT)))
                .isIn(
                        "TLS: %s does not speak TLS".formatted(place()),
                        "connection reset by " + place(),
                        place() + " closed the connection without an answer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http:///nohost", "ftp://127.0.0.1/", "relative"})
    void neverThrowsWhateverTheUrl(String url) {
        assertThat(post(sender, URI.create(url), PATIENT).outcome())
                .isInstanceOf(Outcome.Refused.class);
    }
}
