package io.postrider.subscription.webhook;

import io.postrider.model.TenantId;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A subscription as its owner asks for it.
 *
 * @param paused whether deliveries are held from the beginning
 * @param headers its own, in the clear
 */
public record Draft(
        TenantId tenant,
        Settings settings,
        Map<String, String> headers,
        AccessChange access,
        boolean active,
        boolean paused,
        SigningChoice signing) {

    public Draft {
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }
}
