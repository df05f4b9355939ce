package io.postrider.subscription.webhook;

import io.postrider.model.SubscriptionId;
import io.postrider.model.signature.Ed25519;
import io.postrider.model.signature.HmacSha256;
import io.postrider.model.signature.SecretBox;
import io.postrider.model.signature.SignatureScheme;
import io.postrider.subscription.identity.RandomBytes;

import java.util.List;
import java.util.Optional;

/** Makes secrets and seals them. */
public final class SigningKeys {

    private static final int SECRET_BYTES = 32;

    private final RandomBytes random;
    private final SecretBox box;

    public SigningKeys(RandomBytes random, SecretBox box) {
        this.random = random;
        this.box = box;
    }

    SignatureScheme generate(SigningMethod method) {
        byte[] secret = random.next(SECRET_BYTES);
        return switch (method) {
            case HMAC_SHA256 -> HmacSha256.ofKey(secret);
            case ED25519 -> Ed25519.ofSeed(secret);
        };
    }

    Signing seal(SignatureScheme scheme, SubscriptionId owner) {
        return new Signing(
                SigningMethod.of(scheme),
                switch (scheme) {
                    case HmacSha256 _ -> Optional.empty();
                    case Ed25519 pair -> Optional.of(pair.verificationKeyText());
                },
                List.of(box.seal(scheme.secretText(), owner.value())));
    }
}
