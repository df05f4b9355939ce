package io.postrider.subscription.webhook;

import java.util.function.UnaryOperator;
import io.postrider.model.FormatName;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What POSTs look like.
 *
 * @param sealedHeaders its owner's own, by name, in order; values may be credentials and are sealed
 *     as the secrets are
 */
public record PostSettings(FormatName format, Map<String, String> sealedHeaders) {

    public PostSettings {
        sealedHeaders = Collections.unmodifiableMap(new LinkedHashMap<>(sealedHeaders));
    }

    PostSettings mapSealed(UnaryOperator<String> replace) {
        Map<String, String> replaced = new LinkedHashMap<>(sealedHeaders);
        replaced.replaceAll((_, sealed) -> replace.apply(sealed));
        return new PostSettings(format, replaced);
    }
}
