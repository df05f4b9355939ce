package io.postrider.runtime.config;

import io.postrider.model.signature.SecretBox;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * {@code postrider.secrets.*}: what seals the subscriptions' secrets; the same for the subscription
 * service and the workers.
 *
 * @param keys base64 of 32 bytes each, by id
 * @param sealingKey id of the key that seals; the others only open
 */
@ConfigurationProperties("postrider.secrets")
public record SecretProperties(
        @DefaultValue Map<String, String> keys, @DefaultValue("") String sealingKey) {

    private static final int KEY_BYTES = 32;

    public SecretBox toSecretBox(SecureRandom random) {
        if (keys.isEmpty()) {
            throw new IllegalArgumentException(
                    "postrider.secrets.keys.<id> must be set to the base64 of 32 bytes");
        }
        if (!keys.containsKey(sealingKey)) {
            throw new IllegalArgumentException(
                    "postrider.secrets.sealing-key must be one of %s, the ids under postrider.secrets.keys, not '%s'"
                            .formatted(new TreeSet<>(keys.keySet()), sealingKey));
        }
        return new SecretBox(
                keys.entrySet().stream()
                        .collect(
                                Collectors.toMap(
                                        Map.Entry::getKey,
                                        entry -> decode(entry.getKey(), entry.getValue()))),
                sealingKey,
                random);
    }

    private static byte[] decode(String id, String key) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(key);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "postrider.secrets.keys.%s must be the base64 of 32 bytes".formatted(id), e);
        }
        if (bytes.length != KEY_BYTES) {
            throw new IllegalArgumentException(
                    "postrider.secrets.keys.%s must be the base64 of 32 bytes, not of %d"
                            .formatted(id, bytes.length));
        }
        return bytes;
    }

    /** The ids alone: the keys must not get into a log. */
    @Override
    public String toString() {
        return "SecretProperties[keys=%s, sealingKey=%s]"
                .formatted(new TreeSet<>(keys.keySet()), sealingKey);
    }
}
