package io.postrider.subscription.webhook;

import io.postrider.model.format.Format;
import io.postrider.model.format.SecretStyle;
import io.postrider.model.signature.SignatureScheme;

import java.util.Optional;

/** What a new subscription's owner said about signing. */
public sealed interface SigningChoice {

    /** A secret is to be made. */
    record Generated(SigningMethod method, SecretStyle style) implements SigningChoice {}

    /** The owner brings the secret. */
    record Own(SignatureScheme scheme) implements SigningChoice {}

    /**
     * The choice.
     *
     * @throws IllegalArgumentException when the secret is none in the format, or belongs to another
     *     method
     */
    static SigningChoice of(
            Format format, Optional<SigningMethod> method, Optional<String> secret) {
        SecretStyle style = format.signature().secret();
        if (secret.isEmpty()) {
            return new Generated(method.orElse(SigningMethod.HMAC_SHA256), style);
        }
        SignatureScheme scheme = style.scheme(secret.get());
        SigningMethod implied = SigningMethod.of(scheme);
        if (method.isPresent() && method.get() != implied) {
            throw new IllegalArgumentException(
                    "secret is one for %s, but signature_scheme is %s"
                            .formatted(implied.code(), method.get().code()));
        }
        return new Own(scheme);
    }

    /**
     * The method, when the format has it.
     *
     * @throws IllegalArgumentException when receivers of the format know no such signature
     */
    static SigningMethod checked(Format format, SigningMethod method) {
        if (method == SigningMethod.ED25519
                && format.signature().secret() instanceof SecretStyle.Text) {
            throw new IllegalArgumentException(
                    "signature_scheme must be hmac-sha256 in format " + format.name());
        }
        return method;
    }
}
