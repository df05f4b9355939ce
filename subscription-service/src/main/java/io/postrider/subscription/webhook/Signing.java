package io.postrider.subscription.webhook;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What signs the POSTs of a subscription.
 *
 * @param publicKey for the receiver, where the method has one
 * @param sealedSecrets the current one first; they open only for this subscription
 * @param overlapUntil until when the one before signs too
 */
public record Signing(
        SigningMethod method,
        Optional<String> publicKey,
        List<String> sealedSecrets,
        Optional<Instant> overlapUntil) {

    public Signing {
        sealedSecrets = List.copyOf(sealedSecrets);
    }

    Signing mapSealed(UnaryOperator<String> replace) {
        return new Signing(
                method, publicKey, sealedSecrets.stream().map(replace).toList(), overlapUntil);
    }

    String current() {
        return sealedSecrets.getFirst();
    }

    /** Both sign until the instant; what was before the other one signs no more. */
    Signing besides(Signing before, Instant until) {
        return new Signing(
                method, publicKey, List.of(current(), before.current()), Optional.of(until));
    }

    /** This very one while the overlap lasts, or when there is none. */
    Signing at(Instant now) {
        return overlapUntil.filter(until -> !now.isBefore(until)).isEmpty()
                ? this
                : new Signing(method, publicKey, List.of(current()), Optional.empty());
    }
}
