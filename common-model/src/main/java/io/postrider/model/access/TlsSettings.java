package io.postrider.model.access;

import java.util.Optional;

/**
 * How TLS is done with an endpoint.
 *
 * @param certificate shown when the endpoint asks for one
 * @param issuers trusted instead of the platform's, as PEM
 */
public record TlsSettings(Optional<ClientCertificate> certificate, Optional<String> issuers) {

    public static final TlsSettings USUAL = new TlsSettings(Optional.empty(), Optional.empty());

    /**
     * A certificate of our own.
     *
     * @param chain as PEM, the certificate itself first
     * @param key its private key as PEM, not encrypted
     */
    public record ClientCertificate(String chain, String key) {

        /** The key must not get into a log. */
        @Override
        public String toString() {
            return "ClientCertificate[]";
        }
    }

    public boolean isUsual() {
        return certificate.isEmpty() && issuers.isEmpty();
    }
}
