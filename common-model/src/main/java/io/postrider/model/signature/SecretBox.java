package io.postrider.model.signature;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;

import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals secrets with AES-256-GCM, so that they rest unreadable in PostgreSQL and on Kafka. A sealed
 * secret names the key that sealed it and is bound to its owner: it opens for no other.
 */
public final class SecretBox {

    private static final String FORM = "v1";
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final Map<String, byte[]> keys;
    private final String sealingKey;
    private final SecureRandom random;

    /**
     * Opens what any of the keys has sealed and seals with one of them.
     *
     * @param keys 32 bytes each, by their id (letters and digits)
     * @param sealingKey id of the one that seals
     */
    public SecretBox(Map<String, byte[]> keys, String sealingKey, SecureRandom random) {
        keys.forEach((id, key) -> {
            if (!id.matches("[A-Za-z0-9]{1,32}")) {
                throw new IllegalArgumentException(
                        "a secrets key id must be 1 to 32 letters or digits: " + id);
            }
            if (key.length != KEY_BYTES) {
                throw new IllegalArgumentException(
                        "secrets key %s must have 32 bytes, not %d".formatted(id, key.length));
            }
        });
        if (!keys.containsKey(sealingKey)) {
            throw new IllegalArgumentException("there is no secrets key " + sealingKey);
        }
        this.keys = Map.copyOf(keys);
        this.sealingKey = sealingKey;
        this.random = random;
    }

    /** How everything begins that is sealed now. */
    public String prefix() {
        return FORM + "." + sealingKey + ".";
    }

    /** Id of the key that seals. */
    public String sealingKey() {
        return sealingKey;
    }

    /** Seals the secret for the owner. */
    public String seal(String secret, String owner) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] sealed =
                crypt(
                        Cipher.ENCRYPT_MODE,
                        sealingKey,
                        nonce,
                        owner,
                        secret.getBytes(StandardCharsets.UTF_8));
        byte[] box = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
        System.arraycopy(sealed, 0, box, NONCE_BYTES, sealed.length);
        return prefix() + Base64.getUrlEncoder().encodeToString(box);
    }

    /**
     * Opens what was sealed for the owner.
     *
     * @throws IllegalArgumentException when it was sealed for another owner, with a key that is not
     *     here, or was changed since
     */
    public String open(String sealed, String owner) {
        String[] parts = sealed.split("\\.", 3);
        if (parts.length != 3 || !parts[0].equals(FORM)) {
            throw new IllegalArgumentException("not a sealed secret");
        }
        if (!keys.containsKey(parts[1])) {
            throw new IllegalArgumentException(
                    "the secret was sealed with key '%s', which is not configured"
                            .formatted(parts[1]));
        }
        byte[] box = Base64.getUrlDecoder().decode(parts[2]);
        if (box.length <= NONCE_BYTES) {
            throw new IllegalArgumentException("not a sealed secret");
        }
        byte[] secret =
                crypt(
                        Cipher.DECRYPT_MODE,
                        parts[1],
                        Arrays.copyOf(box, NONCE_BYTES),
                        owner,
                        Arrays.copyOfRange(box, NONCE_BYTES, box.length));
        return new String(secret, StandardCharsets.UTF_8);
    }

    private byte[] crypt(int mode, String keyId, byte[] nonce, String owner, byte[] input) {
        byte[] key = keys.get(keyId);
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(owner.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("the sealed secret does not open", e);
        }
    }
}
