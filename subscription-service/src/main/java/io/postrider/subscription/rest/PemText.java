package io.postrider.subscription.rest;

import io.postrider.subscription.webhook.OwnHeaders;

import org.springframework.boot.ssl.pem.PemContent;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.Objects;

/** The rule of which certificates and keys are taken, as PEM. Messages have no subject. */
final class PemText {

    private static final byte[] SAMPLE = "postrider".getBytes(StandardCharsets.US_ASCII);

    private PemText() {}

    static boolean isMask(String text) {
        return text.equals(OwnHeaders.MASK);
    }

    static String checkedCertificates(String text) {
        try {
            if (!pem(text).getCertificates().isEmpty()) {
                return text;
            }
        } catch (IllegalStateException | IllegalArgumentException e) {
            throw new IllegalArgumentException(wantedCertificates(), e);
        }
        throw new IllegalArgumentException(wantedCertificates());
    }

    private static String wantedCertificates() {
        return "must be one or more X.509 certificates as PEM, each between -----BEGIN"
                + " CERTIFICATE----- and -----END CERTIFICATE-----";
    }

    static String checkedKey(String text) {
        if (!isMask(text)) {
            var _ = key(text);
        }
        return text;
    }

    private static PemContent pem(String text) {
        return Objects.requireNonNull(PemContent.of(text));
    }

    private static PrivateKey key(String text) {
        try {
            PrivateKey key = pem(text).getPrivateKey();
            if (key != null) {
                return key;
            }
        } catch (IllegalStateException | IllegalArgumentException e) {
            throw new IllegalArgumentException(wantedKey(), e);
        }
        throw new IllegalArgumentException(wantedKey());
    }

    private static String wantedKey() {
        return "must be a private key as PEM that is not encrypted, between -----BEGIN PRIVATE"
                + " KEY----- and -----END PRIVATE KEY-----";
    }

    /** The chain, when the key is that of its first certificate. */
    static String checkedPair(String chain, String keyText) {
        X509Certificate own = pem(chain).getCertificates().getFirst();
        PrivateKey key = key(keyText);
        try {
            Signature signature = Signature.getInstance(algorithm(key));
            signature.initSign(key);
            signature.update(SAMPLE);
            byte[] signed = signature.sign();
            signature.initVerify(own.getPublicKey());
            signature.update(SAMPLE);
            if (signature.verify(signed)) {
                return chain;
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(notThePair(), e);
        }
        throw new IllegalArgumentException(notThePair());
    }

    private static String notThePair() {
        return "tls.client_key must be the private key of the first certificate of"
                + " tls.client_certificate";
    }

    private static String algorithm(PrivateKey key) {
        return switch (Objects.requireNonNull(key.getAlgorithm())) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            case "RSASSA-PSS" -> "RSASSA-PSS";
            default -> "EdDSA";
        };
    }
}
