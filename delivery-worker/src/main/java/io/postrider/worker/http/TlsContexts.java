package io.postrider.worker.http;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.postrider.model.access.TlsSettings;

import org.springframework.boot.ssl.pem.PemContent;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * Makes what TLS is done with: 1.2 or 1.3, and the host must be the one that the certificate names.
 */
final class TlsContexts {

    private static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"};

    private final List<X509Certificate> usual;

    /**
     * Contexts.
     *
     * @param trusted issuers to trust instead of the platform's; empty for the platform's
     */
    TlsContexts(List<X509Certificate> trusted) {
        this.usual = List.copyOf(trusted);
    }

    /**
     * For an endpoint of its own issuers, or the usual ones.
     *
     * @throws IllegalArgumentException when the certificates or the key are none
     */
    SslContext of(TlsSettings tls) {
        return build(tls, tls.issuers().map(TlsContexts::certificates).orElse(usual));
    }

    /** For others that the endpoint's owner names, which may be public or have the same issuers. */
    SslContext besides(TlsSettings tls) {
        return build(
                tls,
                tls.issuers()
                        .map(pem ->
                                Stream.concat(usualIssuers().stream(), certificates(pem).stream())
                                        .toList())
                        .orElse(usual));
    }

    private static List<X509Certificate> certificates(String text) {
        return pem(text).getCertificates();
    }

    private static PemContent pem(String text) {
        return Objects.requireNonNull(PemContent.of(text));
    }

    private List<X509Certificate> usualIssuers() {
        return usual.isEmpty() ? platform() : usual;
    }

    private static List<X509Certificate> platform() {
        try {
            TrustManagerFactory factory =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init((KeyStore) null);
            return Arrays.stream(factory.getTrustManagers())
                    .filter(X509TrustManager.class::isInstance)
                    .map(X509TrustManager.class::cast)
                    .flatMap(manager -> Arrays.stream(manager.getAcceptedIssuers()))
                    .toList();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the platform's issuers cannot be read", e);
        }
    }

    private static SslContext build(TlsSettings tls, List<X509Certificate> issuers) {
        SslContextBuilder builder = SslContextBuilder.forClient().protocols(VERSIONS);
        if (!issuers.isEmpty()) {
            builder.trustManager(issuers.toArray(X509Certificate[]::new));
        }
        tls.certificate()
                .ifPresent(own ->
                        builder.keyManager(
                                Objects.requireNonNull(pem(own.key()).getPrivateKey()),
                                certificates(own.chain()).toArray(X509Certificate[]::new)));
        try {
            return builder.build();
        } catch (SSLException e) {
            throw new IllegalArgumentException("the certificates cannot be used", e);
        }
    }
}
