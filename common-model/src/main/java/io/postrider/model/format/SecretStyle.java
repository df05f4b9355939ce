package io.postrider.model.format;

import io.postrider.model.signature.HmacSha256;
import io.postrider.model.signature.SignatureScheme;

import java.util.HexFormat;

/** Which secrets a format has, and how a secret becomes a key. */
public sealed interface SecretStyle {

    /** Random bytes in a generated secret. */
    int GENERATED_BYTES = 32;

    /**
     * What signs with the secret.
     *
     * @throws IllegalArgumentException saying which secrets are allowed
     */
    SignatureScheme scheme(String secret);

    /**
     * A secret of those random bytes.
     *
     * @param random {@link #GENERATED_BYTES} of them
     */
    String generate(byte[] random);

    /**
     * Standard Webhooks 1.0: {@code whsec_} and base64, or {@code whsk_} and an ed25519 key pair.
     */
    record Standard() implements SecretStyle {

        @Override
        public SignatureScheme scheme(String secret) {
            return SignatureScheme.ofSecret(secret);
        }

        @Override
        public String generate(byte[] random) {
            return HmacSha256.ofKey(random).secretText();
        }
    }

    /**
     * Any text; its UTF-8 bytes are the key, whatever they look like.
     *
     * @param prefix of generated secrets, before 64 hexadecimal digits; may be empty
     */
    record Text(String prefix) implements SecretStyle {

        public Text {
            if (!prefix.matches("[A-Za-z0-9_-]{0,16}")) {
                throw new IllegalArgumentException(
                        "prefix must be up to 16 letters, digits, hyphens or underscores");
            }
        }

        @Override
        public SignatureScheme scheme(String secret) {
            return HmacSha256.ofPlainText(secret);
        }

        @Override
        public String generate(byte[] random) {
            return prefix + HexFormat.of().formatHex(random);
        }
    }
}
