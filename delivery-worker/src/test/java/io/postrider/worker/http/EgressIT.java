package io.postrider.worker.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.postrider.model.DeadLetterReason;
import io.postrider.model.Outcome;
import io.postrider.model.access.TlsSettings;
import io.postrider.model.egress.EgressPolicy;
import io.postrider.model.egress.Network;
import io.postrider.testing.Answer;
import io.postrider.testing.Patience;
import io.postrider.testing.Receiver;
import io.postrider.testing.SettableClock;
import io.postrider.worker.Fixtures;
import io.postrider.worker.delivery.Exchange;
import io.postrider.worker.delivery.Sender;
import io.postrider.worker.http.HttpSettings.ConnectProxy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Nothing is connected to that requests may not go to, whatever names and URLs say. */
class EgressIT {

    private static final String CLOSING =
            String.join(
                    "\r\n", "HTTP/1.1 200 OK", "Content-Length: 0", "Connection: close", "", "");

    /** 127.0.0.1 stands for the public Internet here, and nothing else is of it. */
    private static final EgressPolicy ONE_ADDRESS =
            EgressPolicy.PUBLIC.allowing(Network.parse("127.0.0.1"));

    private final Receiver receiver = Receiver.start().answerAll(Answer.raw(CLOSING));

    @AfterEach
    void stop() {
        receiver.close();
    }

    private static ReactorNettySender sender(EgressPolicy policy, ScriptedNames names) {
        return new ReactorNettySender(
                Fixtures.httpSettings(policy, Optional.empty()),
                names,
                SettableClock.at(Fixtures.NOW),
                () -> "nonce");
    }

    private static Outcome post(Sender sender, String url) {
        var request =
                new Sender.Request(
                        Fixtures.aDelivery(),
                        Fixtures.anEndpoint(URI.create(url), Duration.ofSeconds(30)),
                        Fixtures.NOW);
        Exchange exchange =
                sender.send(request)
                        .toCompletableFuture()
                        .orTimeout(Patience.LONGEST.toSeconds(), TimeUnit.SECONDS)
                        .join();
        assertThat(exchange.responseBody()).isEmpty();
        return exchange.outcome();
    }

    private static void assertRefused(Outcome outcome, String why) {
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        assertThat(((Outcome.Refused) outcome).reason()).isEqualTo(DeadLetterReason.REFUSED);
        assertThat(((Outcome.Refused) outcome).cause()).startsWith("not sent: ").contains(why);
    }

    /** As an attacker's name server does: a good address to be judged, another to connect to. */
    @Test
    void aNameThatChangesItsAddressGainsNothing() throws IOException {
        try (ServerSocket inside =
                        new ServerSocket(receiver.port(), 1, InetAddress.ofLiteral("127.0.0.2"));
                ReactorNettySender sender =
                        sender(
                                ONE_ADDRESS,
                                new ScriptedNames()
                                        .then("127.0.0.1")
                                        .then("127.0.0.2")
                                        .then("127.0.0.1")
                                        .then("::1", "127.0.0.2"))) {
            String url = "http://rebinding.example:%d/".formatted(receiver.port());
            assertThat(post(sender, url)).isEqualTo(new Outcome.Acknowledged(200));
            assertRefused(post(sender, url), "rebinding.example is a loopback address");
            assertThat(post(sender, url)).isEqualTo(new Outcome.Acknowledged(200));
            assertRefused(post(sender, url), "rebinding.example is a loopback address");

            assertThat(receiver.received()).hasSize(2);
            assertNobodyConnected(inside);
        }
    }

    @Test
    void ofSeveralAddressesOnlyAllowedOnesAreConnectedTo() throws IOException {
        try (ServerSocket inside =
                        new ServerSocket(receiver.port(), 1, InetAddress.ofLiteral("127.0.0.2"));
                ReactorNettySender sender =
                        sender(
                                ONE_ADDRESS,
                                new ScriptedNames().then("127.0.0.2", "127.0.0.1", "10.0.0.1"))) {
            for (int i = 0; i < 5; i++) {
                assertThat(post(sender, "http://both.example:%d/".formatted(receiver.port())))
                        .isEqualTo(new Outcome.Acknowledged(200));
            }

            assertNobodyConnected(inside);
        }
    }

    /** The name is asked for once for each connection, so there is no second answer to use. */
    @Test
    void whatIsJudgedIsWhatIsConnectedTo() {
        ScriptedNames names = new ScriptedNames().then("127.0.0.1").then("127.0.0.2");
        try (ReactorNettySender sender = sender(ONE_ADDRESS, names)) {
            assertThat(post(sender, "http://once.example:%d/".formatted(receiver.port())))
                    .isEqualTo(new Outcome.Acknowledged(200));
            assertThat(names.left()).isEqualTo(1);
        }
    }

    private static void assertNobodyConnected(ServerSocket server) throws IOException {
        // what has connected is in the queue already
        server.setSoTimeout(1);
        assertThatThrownBy(server::accept).isInstanceOf(SocketTimeoutException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:%d/",
                "http://[::1]:%d/",
                "http://[::ffff:127.0.0.1]:%d/",
                "http://[::ffff:7f00:1]:%d/",
                "http://[64:ff9b::7f00:1]:%d/",
                "http://0.0.0.0:%d/",
                "http://2130706433:%d/",
                "http://0x7f000001:%d/",
                "http://0177.0.0.1:%d/",
                "http://127.1:%d/",
                "http://localhost:%d/",
                "http://a.localhost:%d/",
                "https://127.0.0.1:%d/",
            })
    void aUrlThatNeedsNoNameServerIsJudgedToo(String url) {
        try (ReactorNettySender sender =
                sender(EgressPolicy.PUBLIC, new ScriptedNames().then("127.0.0.1"))) {
            assertRefused(post(sender, url.formatted(receiver.port())), "the url must ");
            assertThat(receiver.connections()).isZero();
        }
    }

    /** The second line behind the rule for URLs: addresses that the client never has to resolve. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:%d/",
                "http://[::1]:%d/",
                "http://[::ffff:127.0.0.1]:%d/",
                "http://2130706433:%d/",
                "http://127.1:%d/",
                "http://localhost:%d/"
            })
    void theClientItselfConnectsNowhereElse(String url) {
        ScriptedNames names = new ScriptedNames().then("127.0.0.1");
        try (HttpClients clients =
                new HttpClients(
                        Fixtures.httpSettings(EgressPolicy.PUBLIC, Optional.empty()), names)) {
            assertThatThrownBy(() ->
                            clients.endpoint(TlsSettings.USUAL)
                                    .get()
                                    .uri(url.formatted(receiver.port()))
                                    .response()
                                    .block(Duration.ofSeconds(30)))
                    .hasCauseInstanceOf(AddressRefusedException.class);
            assertThat(receiver.connections()).isZero();
        }
    }

    @Test
    void httpIsRefusedWhereOnlyHttpsIsAllowed() {
        EgressPolicy policy =
                new EgressPolicy(
                        ONE_ADDRESS.allowed(), List.of(), true, EgressPolicy.PUBLIC.ports());
        try (ReactorNettySender sender = sender(policy, new ScriptedNames().then("127.0.0.1"))) {
            assertRefused(post(sender, receiver.url("/").toString()), "begin with https://");
        }
    }

    private static ReactorNettySender through(TestProxy proxy) {
        return new ReactorNettySender(
                Fixtures.httpSettings(
                        EgressPolicy.PUBLIC,
                        Optional.of(
                                new ConnectProxy("127.0.0.1", proxy.port(), "postrider", "pass"))),
                SettableClock.at(Fixtures.NOW),
                () -> "nonce");
    }

    @Test
    void aProxyMakesTheConnectionsAndResolvesTheNames() {
        try (TestProxy proxy = TestProxy.to(receiver.port());
                ReactorNettySender sender = through(proxy)) {
            assertThat(post(sender, "http://endpoint.example:8080/hook"))
                    .isEqualTo(new Outcome.Acknowledged(200));

            assertThat(receiver.received("/hook").getFirst().header("Host"))
                    .contains("endpoint.example:8080");
            assertThat(receiver.received("/hook").getFirst().header("Proxy-Authorization"))
                    .isEmpty();
            assertThat(proxy.requests().getFirst())
                    .startsWith("CONNECT endpoint.example:8080 ")
                    .containsIgnoringCase("proxy-authorization: Basic cG9zdHJpZGVyOnBhc3M=");
        }
    }

    @Test
    void whatTheProxyRefusesIsUnreachable() {
        try (TestProxy proxy = TestProxy.refusing();
                ReactorNettySender sender = through(proxy)) {
            assertThat(post(sender, "http://endpoint.example:8080/hook"))
                    .isEqualTo(
                            new Outcome.Unreachable(
                                    "the egress proxy did not connect to endpoint.example:8080"));
        }
    }

    @Test
    void addressesInUrlsAreJudgedBehindAProxyToo() {
        try (TestProxy proxy = TestProxy.to(receiver.port());
                ReactorNettySender sender = through(proxy)) {
            assertRefused(post(sender, "http://10.0.0.1:8080/"), "private network");
            assertRefused(post(sender, "http://localhost:8080/"), "loopback");
            assertThat(proxy.requests()).isEmpty();
        }
    }
}
