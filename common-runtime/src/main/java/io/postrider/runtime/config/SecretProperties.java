package io.postrider.runtime.config;

import io.postrider.model.signature.SecretBox;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * {@code postrider.secrets.*}: what seals the subscriptions' secrets; the same for the subscription
 * service and the workers.
 *
 * @param keys base64 of 32 bytes each, by id
 * @param sealingKey id of the key that seals; the others only open
 * @param file of keys instead, or beside these: lines of {@code id: base64}, of which the first
 *     seals
 */
@ConfigurationProperties("postrider.secrets")
public record SecretProperties(
        @DefaultValue Map<String, String> keys,
        @DefaultValue("") String sealingKey,
        @DefaultValue("") String file) {

    private static final int KEY_BYTES = 32;

    public SecretBox toSecretBox(SecureRandom random) {
        Map<String, String> all = new LinkedHashMap<>(inFile());
        String sealing = file.isEmpty() ? sealingKey : all.keySet().iterator().next();
        keys.forEach((id, key) -> {
            if (file.isEmpty() || !key.isEmpty()) {
                all.putIfAbsent(id, key);
            }
        });
        if (all.isEmpty()) {
            throw new IllegalArgumentException(
                    "postrider.secrets.keys.<id> must be set to the base64 of 32 bytes");
        }
        if (!all.containsKey(sealing)) {
            throw new IllegalArgumentException(
                    "postrider.secrets.sealing-key must be one of %s, the ids under postrider.secrets.keys, not '%s'"
                            .formatted(new TreeSet<>(all.keySet()), sealing));
        }
        return new SecretBox(
                all.entrySet().stream()
                        .collect(
                                Collectors.toMap(
                                        Map.Entry::getKey,
                                        entry -> decode(entry.getKey(), entry.getValue()))),
                sealing,
                random);
    }

    private Map<String, String> inFile() {
        if (file.isEmpty()) {
            return Map.of();
        }
        Map<String, String> found = new LinkedHashMap<>();
        try {
            for (String line : Files.readAllLines(Path.of(file))) {
                String[] parts = line.strip().split(":", 2);
                if (parts.length == 2 && !line.strip().startsWith("#")) {
                    found.put(parts[0].strip(), parts[1].strip());
                }
            }
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "postrider.secrets.file %s cannot be read".formatted(file), e);
        }
        if (found.isEmpty()) {
            throw new IllegalArgumentException(
                    "postrider.secrets.file %s must have a line 'id: base64 of 32 bytes'"
                            .formatted(file));
        }
        return found;
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
        return "SecretProperties[keys=%s, sealingKey=%s, file=%s]"
                .formatted(new TreeSet<>(keys.keySet()), sealingKey, file);
    }
}
