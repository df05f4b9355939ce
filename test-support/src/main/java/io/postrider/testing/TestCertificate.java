package io.postrider.testing;

import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Objects;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Certificates that no client accepts; whoever trusts the issuer meets the other fault alone. */
public enum TestCertificate {
    /** For localhost and 127.0.0.1. */
    SELF_SIGNED("self-signed.p12"),
    /** For localhost and 127.0.0.1, until the end of 2020. */
    EXPIRED("expired.p12"),
    /** For elsewhere.example. */
    WRONG_HOST("wrong-host.p12");

    private static final char[] PASSWORD = "receiver".toCharArray();

    private final String resource;

    TestCertificate(String resource) {
        this.resource = resource;
    }

    /** The last of the chain: what a client trusts to have only the fault that the name says. */
    public X509Certificate issuer() {
        try {
            Certificate[] chain = keyStore().getCertificateChain("receiver");
            return (X509Certificate) chain[chain.length - 1];
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a server needs to show it. */
    SSLContext serverContext() {
        try {
            KeyManagerFactory keys =
                    KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(keyStore(), PASSWORD);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private KeyStore keyStore() {
        try (InputStream file =
                Objects.requireNonNull(TestCertificate.class.getResourceAsStream(resource))) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(file, PASSWORD);
            return store;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("Cannot read " + resource, e);
        }
    }
}
