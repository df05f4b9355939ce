package io.postrider.subscription.webhook;

import io.postrider.model.SubscriptionId;
import io.postrider.model.format.SecretStyle;
import io.postrider.model.signature.Ed25519;
import io.postrider.model.signature.HmacSha256;
import io.postrider.model.signature.SecretBox;
import io.postrider.model.signature.SignatureScheme;
import io.postrider.subscription.identity.RandomBytes;

import java.util.List;
import java.util.Optional;

/** Makes secrets and seals them. */
public final class SigningKeys {

    private final RandomBytes random;
    private final SecretBox box;

    public SigningKeys(RandomBytes random, SecretBox box) {
        this.random = random;
        this.box = box;
    }

    SignatureScheme scheme(SigningChoice choice) {
        return switch (choice) {
            case SigningChoice.Generated(SigningMethod method, SecretStyle style) ->
                    generate(method, style);
            case SigningChoice.Own(SignatureScheme own) -> own;
        };
    }

    private SignatureScheme generate(SigningMethod method, SecretStyle style) {
        byte[] bytes = random.next(SecretStyle.GENERATED_BYTES);
        return switch (method) {
            case HMAC_SHA256 -> style.scheme(style.generate(bytes));
            case ED25519 -> Ed25519.ofSeed(bytes);
        };
    }

    Signing seal(SignatureScheme scheme, SubscriptionId owner) {
        return new Signing(
                SigningMethod.of(scheme),
                switch (scheme) {
                    case HmacSha256 _ -> Optional.empty();
                    case Ed25519 pair -> Optional.of(pair.verificationKeyText());
                },
                List.of(seal(scheme.secretText(), owner)),
                Optional.empty());
    }

    /**
     * What signs the POSTs of a webhook, the current one first.
     *
     * @param style of its format
     * @throws IllegalArgumentException when a secret does not open, or is of another style
     */
    public List<SignatureScheme> secretsOf(Subscription subscription, SecretStyle style) {
        return subscription.signing().sealedSecrets().stream()
                .map(sealed -> style.scheme(open(sealed, subscription.id())))
                .toList();
    }

    /** Id of the key that seals. */
    public String sealingKey() {
        return box.sealingKey();
    }

    /** How everything begins that is sealed with it. */
    public String sealedPrefix() {
        return box.prefix();
    }

    /**
     * The same subscription with all its secrets and header values sealed with the key that seals
     * now; this very one when they are.
     *
     * @throws IllegalArgumentException when one does not open
     */
    public Subscription resealed(Subscription subscription) {
        return subscription.mapSealed(sealed -> reseal(sealed, subscription.id()));
    }

    private String reseal(String sealed, SubscriptionId owner) {
        return sealed.startsWith(box.prefix()) ? sealed : seal(open(sealed, owner), owner);
    }

    String seal(String text, SubscriptionId owner) {
        return box.seal(text, owner.value());
    }

    String open(String sealed, SubscriptionId owner) {
        return box.open(sealed, owner.value());
    }
}
