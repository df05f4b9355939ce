package io.postrider.runtime.config;

import io.postrider.model.signature.SecretBox;

import org.springframework.boot.context.properties.ConfigurationProperties;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * {@code postrider.secrets.*}: what seals the subscriptions' secrets; the same for the subscription
 * service and the workers.
 *
 * @param keys base64 of 32 bytes each, by id
 * @param sealingKey id of the key that seals; the others only open
 */
@ConfigurationProperties("postrider.secrets")
public record SecretProperties(Map<String, String> keys, String sealingKey) {

    public SecretBox toSecretBox(SecureRandom random) {
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
        try {
            return Base64.getDecoder().decode(key);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "postrider.secrets.keys.%s must be the base64 of 32 bytes".formatted(id), e);
        }
    }
}
