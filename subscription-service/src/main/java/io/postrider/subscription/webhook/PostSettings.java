package io.postrider.subscription.webhook;

import io.postrider.model.FormatName;
import io.postrider.model.access.EndpointAccess;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * What POSTs look like.
 *
 * @param sealedHeaders its owner's own, by name, in order; values may be credentials and are sealed
 *     as the secrets are
 * @param access how requests prove whose they are, by the paths of {@link EndpointAccess};
 *     credentials are sealed as the secrets are
 */
public record PostSettings(
        FormatName format, Map<String, String> sealedHeaders, Map<String, String> access) {

    public PostSettings {
        sealedHeaders = Collections.unmodifiableMap(new LinkedHashMap<>(sealedHeaders));
        access = Collections.unmodifiableMap(new TreeMap<>(access));
    }

    /** POSTs that prove nothing but their signature. */
    public PostSettings(FormatName format, Map<String, String> sealedHeaders) {
        this(format, sealedHeaders, Map.of());
    }

    PostSettings mapSealed(UnaryOperator<String> replace) {
        Map<String, String> replaced = new LinkedHashMap<>(sealedHeaders);
        replaced.replaceAll((_, sealed) -> replace.apply(sealed));
        Map<String, String> proofs = new TreeMap<>(access);
        proofs.replaceAll((name, value) ->
                EndpointAccess.SECRETS.contains(name) ? replace.apply(value) : value);
        return new PostSettings(format, replaced, proofs);
    }
}
