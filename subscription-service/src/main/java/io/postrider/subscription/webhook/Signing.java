package io.postrider.subscription.webhook;

import java.util.List;
import java.util.Optional;

/**
 * What signs the POSTs of a subscription.
 *
 * @param publicKey for the receiver, where the method has one
 * @param sealedSecrets every one of them signs; they open only for this subscription
 */
public record Signing(
        SigningMethod method, Optional<String> publicKey, List<String> sealedSecrets) {

    public Signing {
        sealedSecrets = List.copyOf(sealedSecrets);
    }
}
