package io.postrider.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.KeyStore;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;

class ReceiverTlsTest {

    @Test
    void isRefusedUnlessTrusted() throws Exception {
        try (Receiver receiver = Receiver.startTls();
                HttpClient stranger = HttpClient.newHttpClient();
                HttpClient friend = trusting(TestCertificate.SELF_SIGNED)) {
            assertThatThrownBy(() -> get(stranger, receiver))
                    .isInstanceOf(SSLHandshakeException.class);
            assertThat(get(friend, receiver)).isEqualTo(200);
            assertThat(receiver.received("/hook")).hasSize(1);
        }
    }

    @Test
    void isRefusedForAnotherHostAlthoughTrusted() throws Exception {
        assertRefusedThoughTrusted(TestCertificate.WRONG_HOST, "No subject alternative names");
    }

    @Test
    void isRefusedWhenExpiredAlthoughTrusted() throws Exception {
        assertRefusedThoughTrusted(TestCertificate.EXPIRED, "validity check failed");
    }

    private static void assertRefusedThoughTrusted(TestCertificate certificate, String words)
            throws Exception {
        try (Receiver receiver = Receiver.startTls(certificate);
                HttpClient friend = trusting(certificate)) {
            assertThatThrownBy(() -> get(friend, receiver))
                    .isInstanceOf(SSLHandshakeException.class)
                    .hasMessageContaining(words);
        }
    }

    private static int get(HttpClient client, Receiver receiver)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(receiver.url("/hook")).build();
        return client.send(request, BodyHandlers.discarding()).statusCode();
    }

    private static HttpClient trusting(TestCertificate certificate) throws Exception {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        store.setCertificateEntry("receiver", certificate.issuer());
        TrustManagerFactory trust =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return HttpClient.newBuilder().sslContext(context).build();
    }
}
