package io.postrider.subscription.webhook;

import io.postrider.model.TenantId;
import io.postrider.model.format.Format;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What its owner asks to change about a subscription's POSTs.
 *
 * @param format the new one, which may depend on the tenant
 * @param headers all of its own headers; a masked value stays as it is
 * @param access how requests are to prove whose they are
 * @param secret the new one; the one before is invalid at once
 */
public record PostChange(
        Optional<Function<TenantId, Format>> format,
        DeliveryChange delivery,
        Optional<Map<String, String>> headers,
        AccessChange access,
        Optional<String> secret) {

    /** Changes how deliveries are made. */
    @FunctionalInterface
    public interface DeliveryChange {

        /**
         * What is not named stays as it is; what is taken away becomes the format's.
         *
         * @throws IllegalArgumentException when the format does not allow as many attempts
         */
        DeliverySettings apply(DeliverySettings current, Format.Defaults defaults);
    }
}
