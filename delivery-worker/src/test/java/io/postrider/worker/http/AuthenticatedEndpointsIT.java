package io.postrider.worker.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.model.Outcome;
import io.postrider.model.access.Authentication;
import io.postrider.model.access.Authentication.ClientCredentials;
import io.postrider.model.access.EndpointAccess;
import io.postrider.model.access.TlsSettings;
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
import org.junit.jupiter.params.provider.CsvSource;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

class AuthenticatedEndpointsIT {

    private static final Duration PATIENT = Duration.ofSeconds(30);

    private final Receiver receiver = Receiver.start();
    private final SettableClock clock = SettableClock.at(Fixtures.NOW);
    private final ReactorNettySender sender =
            new ReactorNettySender(Fixtures.httpSettings(), clock, () -> "nonce");

    @AfterEach
    void stop() {
        sender.close();
        receiver.close();
    }

    private static Answer token(String token, int expiresIn) {
        return Answer.ok()
                .withHeader("Content-Type", "application/json")
                .withBody(
                        "{\"access_token\":\"%s\",\"token_type\":\"Bearer\",\"expires_in\":%d}"
                                .formatted(token, expiresIn));
    }

    private ClientCredentials grant(URI tokenUrl) {
        return new ClientCredentials(
                tokenUrl,
                "our client",
                "a:b&c",
                Optional.of("write read"),
                Optional.of("https://api.example/"));
    }

    private CompletionStage<Exchange> send(Authentication authentication, Duration timeout) {
        var endpoint =
                Fixtures.anEndpoint(
                        receiver.url("/hook"),
                        timeout,
                        new EndpointAccess(Optional.of(authentication), TlsSettings.USUAL));
        return sender.send(new Sender.Request(Fixtures.aDelivery(), endpoint, Fixtures.NOW));
    }

    private Outcome post(Authentication authentication) {
        return outcome(send(authentication, PATIENT));
    }

    private static Outcome outcome(CompletionStage<Exchange> exchange) {
        return exchange.toCompletableFuture()
                .orTimeout(Patience.LONGEST.toSeconds(), TimeUnit.SECONDS)
                .join()
                .outcome();
    }

    private List<String> shown() {
        return receiver.received("/hook").stream()
                .map(post -> post.header("Authorization").orElse("none"))
                .toList();
    }

    @Test
    void showsUserAndPassword() {
        assertThat(post(new Authentication.Basic("größe", "p:w")))
                .isEqualTo(new Outcome.Acknowledged(200));

        String pair =
                new String(
                        Base64.getDecoder().decode(shown().getFirst().substring(6)),
                        StandardCharsets.UTF_8);
        assertThat(shown().getFirst()).startsWith("Basic ");
        assertThat(pair).isEqualTo("größe:p:w");
    }

    @Test
    void showsABearerToken() {
        post(new Authentication.Bearer("token-1"));

        assertThat(shown()).containsExactly("Bearer token-1");
    }

    @Test
    void getsATokenOnceAndKeepsIt() {
        receiver.answer("/token", token("t1", 3600));
        ClientCredentials grant = grant(receiver.url("/token"));
        for (int i = 0; i < 5; i++) {
            assertThat(post(grant)).isEqualTo(new Outcome.Acknowledged(200));
        }

        assertThat(shown()).hasSize(5).containsOnly("Bearer t1");
        assertThat(receiver.received("/token")).hasSize(1);
        Received asked = receiver.received("/token").getFirst();
        assertThat(asked.bodyText())
                .isEqualTo(
                        "grant_type=client_credentials&scope=write+read&audience=https%3A%2F%2Fapi.example%2F");
        assertThat(asked.header("Content-Type")).contains("application/x-www-form-urlencoded");
        assertThat(asked.header("Authorization"))
                .contains(
                        "Basic "
                                + Base64.getEncoder()
                                        .encodeToString(
                                                "our+client:a%3Ab%26c"
                                                        .getBytes(StandardCharsets.US_ASCII)));
        assertThat(asked.header("webhook-signature")).isEmpty();
    }

    @Test
    void getsAnotherBeforeTheTokenExpires() {
        receiver.answer("/token", token("t1", 3600), token("t2", 3600));
        ClientCredentials grant = grant(receiver.url("/token"));
        post(grant);
        clock.advance(Duration.ofSeconds(3_569));
        post(grant);
        clock.advance(Duration.ofSeconds(2));
        post(grant);

        assertThat(shown()).containsExactly("Bearer t1", "Bearer t1", "Bearer t2");
    }

    @Test
    void getsAnotherAndTriesAgainWhenTheEndpointDoesNotTakeAKeptToken() {
        receiver.answer("/token", token("t1", 3600), token("t2", 3600))
                .answer("/hook", Answer.ok(), Answer.status(401), Answer.status(202));
        ClientCredentials grant = grant(receiver.url("/token"));
        post(grant);

        assertThat(post(grant)).isEqualTo(new Outcome.Acknowledged(202));
        assertThat(shown()).containsExactly("Bearer t1", "Bearer t1", "Bearer t2");
    }

    @Test
    void doesNotTryAgainWithATokenThatIsNew() {
        receiver.answer("/token", token("t1", 3600), token("t2", 3600))
                .answer("/hook", Answer.status(401));

        assertThat(post(grant(receiver.url("/token"))))
                .isEqualTo(new Outcome.Rejected(401, Optional.empty()));
        assertThat(shown()).containsExactly("Bearer t1");
    }

    @Test
    void manyThatNeedATokenWaitForOne() {
        CountDownLatch gate = new CountDownLatch(1);
        receiver.answer("/token", new Answer.Held(gate, token("t1", 3600)));
        ClientCredentials grant = grant(receiver.url("/token"));
        List<CompletionStage<Exchange>> posts = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            posts.add(send(grant, PATIENT));
        }
        gate.countDown();

        assertThat(posts)
                .allSatisfy(
                        post -> assertThat(outcome(post)).isEqualTo(new Outcome.Acknowledged(200)));
        assertThat(receiver.received("/token")).hasSize(1);
    }

    @Test
    void oneThatGivesUpDoesNotTakeTheTokenFromTheOthers() {
        CountDownLatch gate = new CountDownLatch(1);
        receiver.answer("/token", new Answer.Held(gate, token("t1", 3600)));
        ClientCredentials grant = grant(receiver.url("/token"));
        CompletionStage<Exchange> impatient = send(grant, Duration.ofSeconds(4));
        CompletionStage<Exchange> patient = send(grant, PATIENT);

        assertThat(outcome(impatient))
                .isEqualTo(
                        new Outcome.Unreachable(
                                "timeout: no access token for 127.0.0.1:%d within 4 s"
                                        .formatted(receiver.port())));
        gate.countDown();
        assertThat(outcome(patient)).isEqualTo(new Outcome.Acknowledged(200));
        assertThat(receiver.received("/token")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    401 | {"error":"invalid_client"} | it answered 401 (invalid_client)
                    401 | {"error":"<b>"} | it answered 401
                    302 | | it answered 302
                    500 | oops | it answered 500
                    200 | oops | its answer is not JSON
                    200 | {} | its answer has no access_token
                    200 | {"access_token":1} | its answer has no access_token
                    200 | {"access_token":"a b"} | its answer has no access_token
                    200 | {"access_token":"a\\r\\nX-A: b"} | its answer has no access_token
                    200 | {"access_token":"a","token_type":"mac"} | its token is no bearer token
                    """)
    void saysWhyThereIsNoToken(int status, String body, String why) {
        receiver.answer(
                "/token",
                Answer.status(status)
                        .withHeader("Location", receiver.url("/hook").toString())
                        .withBody(body == null ? "" : body));

        assertThat(post(grant(receiver.url("/token"))))
                .isEqualTo(
                        new Outcome.Unreachable(
                                "no access token from the token endpoint 127.0.0.1: " + why));
        assertThat(receiver.received("/hook")).isEmpty();
    }

    @Test
    void aTokenEndpointThatFloodsIsCutOff() {
        receiver.answer("/token", Answer.flooding());

        assertThat(post(grant(receiver.url("/token")))).isInstanceOf(Outcome.Unreachable.class);
    }

    @Test
    void theTokenEndpointIsJudgedToo() {
        assertThat(post(grant(URI.create("http://10.0.0.1/token"))))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused ->
                                assertThat(refused.cause())
                                        .startsWith("not sent: the token_url must lead to"));
    }

    @Test
    void aTokenThatCouldNotBeHadIsAskedForAgain() {
        receiver.answer("/token", Answer.status(503), token("t1", 3600));
        ClientCredentials grant = grant(receiver.url("/token"));
        assertThat(post(grant)).isInstanceOf(Outcome.Unreachable.class);

        assertThat(post(grant)).isEqualTo(new Outcome.Acknowledged(200));
    }
}
