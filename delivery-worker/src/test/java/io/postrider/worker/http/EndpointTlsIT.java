package io.postrider.worker.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufAllocator;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import io.postrider.model.Outcome;
import io.postrider.model.access.EndpointAccess;
import io.postrider.model.access.TlsSettings;
import io.postrider.model.access.TlsSettings.ClientCertificate;
import io.postrider.testing.Patience;
import io.postrider.testing.Receiver;
import io.postrider.testing.SettableClock;
import io.postrider.worker.Fixtures;
import io.postrider.worker.delivery.Sender;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLContext;

class EndpointTlsIT {

    private static final X509Bundle CA = authority("CN=Endpoints");
    private static final X509Bundle OTHER_CA = authority("CN=Others");
    private static final X509Bundle SERVER = issued(CA, "CN=endpoint");
    private static final X509Bundle CLIENT = issued(CA, "CN=postrider");
    private static final X509Bundle STRANGER = issued(OTHER_CA, "CN=stranger");

    private final ReactorNettySender sender =
            new ReactorNettySender(
                    Fixtures.httpSettings(), SettableClock.at(Fixtures.NOW), () -> "nonce");

    @AfterEach
    void stop() {
        sender.close();
    }

    private static X509Bundle authority(String name) {
        try {
            return new CertificateBuilder()
                    .subject(name)
                    .setIsCertificateAuthority(true)
                    .buildSelfSigned();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static X509Bundle issued(X509Bundle issuer, String name) {
        try {
            return new CertificateBuilder()
                    .subject(name)
                    .addSanIpAddress("127.0.0.1")
                    .buildIssuedBy(issuer);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static SSLContext server(X509Bundle own, X509Bundle trusted) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    own.toKeyManagerFactory().getKeyManagers(),
                    trusted.toTrustManagerFactory().getTrustManagers(),
                    null);
            return context;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static TlsSettings trusting(X509Bundle... authorities) {
        StringBuilder pem = new StringBuilder();
        for (X509Bundle authority : authorities) {
            pem.append(authority.getCertificatePEM());
        }
        return new TlsSettings(Optional.empty(), Optional.of(pem.toString()));
    }

    private static TlsSettings showing(X509Bundle own) {
        return new TlsSettings(
                Optional.of(
                        new ClientCertificate(own.getCertificatePathPEM(), own.getPrivateKeyPEM())),
                Optional.of(CA.getCertificatePEM()));
    }

    private Outcome post(Receiver receiver, TlsSettings tls) {
        var endpoint =
                Fixtures.anEndpoint(
                        receiver.url("/hook"),
                        Duration.ofSeconds(30),
                        new EndpointAccess(Optional.empty(), tls));
        return sender.send(new Sender.Request(Fixtures.aDelivery(), endpoint, Fixtures.NOW))
                .toCompletableFuture()
                .orTimeout(Patience.LONGEST.toSeconds(), TimeUnit.SECONDS)
                .join()
                .outcome();
    }

    private static String cause(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Unreachable.class);
        return ((Outcome.Unreachable) outcome).cause();
    }

    @Test
    void trustsTheIssuersOfTheWebhookAndNoOthers() {
        try (Receiver receiver = Receiver.startTls(server(SERVER, CA))) {
            assertThat(cause(post(receiver, TlsSettings.USUAL)))
                    .contains("not issued by anyone trusted");
            assertThat(post(receiver, trusting(CA))).isEqualTo(new Outcome.Acknowledged(200));
            assertThat(post(receiver, trusting(OTHER_CA, CA)))
                    .isEqualTo(new Outcome.Acknowledged(200));
            assertThat(cause(post(receiver, trusting(OTHER_CA))))
                    .contains("not issued by anyone trusted");
        }
    }

    @Test
    void showsItsCertificate() {
        try (Receiver receiver = Receiver.startMutualTls(server(SERVER, CA))) {
            assertThat(post(receiver, showing(CLIENT))).isEqualTo(new Outcome.Acknowledged(200));
        }
    }

    /** A connection that one webhook's certificate has opened serves no other webhook. */
    @Test
    void whoShowsNoneOrTheWrongOneIsNotLetIn() {
        try (Receiver receiver = Receiver.startMutualTls(server(SERVER, CA))) {
            assertThat(post(receiver, showing(CLIENT))).isEqualTo(new Outcome.Acknowledged(200));

            cause(post(receiver, trusting(CA)));
            cause(post(receiver, showing(STRANGER)));
            assertThat(receiver.received()).hasSize(1);
        }
    }

    @Test
    void isUnreachableWhereItsCertificateIsNone() {
        try (Receiver receiver = Receiver.startMutualTls(server(SERVER, CA))) {
            TlsSettings broken =
                    new TlsSettings(
                            Optional.of(new ClientCertificate("no PEM", "no PEM")),
                            Optional.empty());

            assertThat(cause(post(receiver, broken))).doesNotContain("PEM");
        }
    }

    @Test
    void speaksNothingOlderThanTls12() {
        for (TlsSettings tls : List.of(TlsSettings.USUAL, showing(CLIENT))) {
            assertThat(
                            new TlsContexts(List.of())
                                    .of(tls)
                                    .newEngine(ByteBufAllocator.DEFAULT)
                                    .getEnabledProtocols())
                    .containsExactlyInAnyOrder("TLSv1.3", "TLSv1.2");
        }
    }

    @Test
    void tellsNoKeyInWords() {
        assertThat(new EndpointAccess(Optional.empty(), showing(CLIENT)).toString())
                .doesNotContain("PRIVATE KEY");
    }
}
