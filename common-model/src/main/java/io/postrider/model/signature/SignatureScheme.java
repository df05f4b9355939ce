package io.postrider.model.signature;

/**
 * A way to sign the content of a POST, with the secret it signs with. Safe for use by many threads.
 */
public sealed interface SignatureScheme permits HmacSha256, Ed25519 {

    /**
     * The version that Standard Webhooks 1.0 puts in front of a signature: {@code v1}, {@code v1a}.
     */
    String version();

    /** The raw signature of the parts, one after the other. */
    byte[] sign(byte[]... parts);

    /**
     * The secret as its owner knows it: {@code whsec_} or {@code whsk_} as Standard Webhooks 1.0
     * writes it, or plain text.
     */
    String secretText();

    /**
     * What the receiver needs to verify: the secret itself where it is shared, the public key where
     * it is not.
     */
    String verificationKeyText();

    /**
     * Reads a secret in its text form.
     *
     * @throws IllegalArgumentException saying which forms are allowed
     */
    static SignatureScheme ofSecret(String text) {
        if (text.startsWith(HmacSha256.PREFIX)) {
            return HmacSha256.ofText(text);
        }
        if (text.startsWith(Ed25519.PRIVATE_PREFIX)) {
            return Ed25519.ofText(text);
        }
        throw new IllegalArgumentException(
                "secret must be whsec_ and the base64 of 24 to 64 bytes,"
                        + " or whsk_ and the base64 of an ed25519 key pair (64 bytes)");
    }
}
