package io.postrider.subscription.webhook;

import io.postrider.model.signature.SignatureScheme;

import java.util.Optional;

/** What a new subscription's owner said about signing. */
public sealed interface SigningChoice {

    /** A secret is to be made. */
    record Generated(SigningMethod method) implements SigningChoice {}

    /** The owner brings the secret. */
    record Own(SignatureScheme scheme) implements SigningChoice {}

    /**
     * The choice.
     *
     * @throws IllegalArgumentException when the secret is none, or belongs to another method
     */
    static SigningChoice of(Optional<SigningMethod> method, Optional<String> secret) {
        if (secret.isEmpty()) {
            return new Generated(method.orElse(SigningMethod.HMAC_SHA256));
        }
        SignatureScheme scheme = SignatureScheme.ofSecret(secret.get());
        SigningMethod implied = SigningMethod.of(scheme);
        if (method.isPresent() && method.get() != implied) {
            throw new IllegalArgumentException(
                    "secret is one for %s, but signature_scheme is %s"
                            .formatted(implied.code(), method.get().code()));
        }
        return new Own(scheme);
    }
}
