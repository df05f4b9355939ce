package io.postrider.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Base64;
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

    /** The password of the key store and of the key in it. */
    public static String password() {
        return new String(PASSWORD);
    }

    /** Writes it with its key, as Java's servers read it (PKCS #12). */
    public Path writeKeyStore(Path directory) throws IOException {
        Path file = directory.resolve(resource);
        try (InputStream in = file()) {
            Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
        }
        return file;
    }

    /** Writes it without its key, as servers and clients read it that have no Java (PEM). */
    public Path writeCertificate(Path directory) throws IOException {
        try {
            return write(
                    directory.resolve("server.crt"),
                    "CERTIFICATE",
                    keyStore().getCertificate("receiver").getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes its key, for its owner alone (PEM, PKCS #8). */
    public Path writeKey(Path directory) throws IOException {
        try {
            Path file =
                    write(
                            directory.resolve("server.key"),
                            "PRIVATE KEY",
                            keyStore().getKey("receiver", PASSWORD).getEncoded());
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            return file;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path write(Path file, String what, byte[] encoded) throws IOException {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded);
        return Files.writeString(
                file, "-----BEGIN %1$s-----%n%2$s%n-----END %1$s-----%n".formatted(what, lines));
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
        try (InputStream file = file()) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(file, PASSWORD);
            return store;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("Cannot read " + resource, e);
        }
    }

    private InputStream file() {
        return Objects.requireNonNull(TestCertificate.class.getResourceAsStream(resource));
    }
}
