package io.postrider.model.signature;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Standard Webhooks 1.0 {@code v1}: HMAC-SHA256 with a shared secret. */
public final class HmacSha256 implements SignatureScheme {

    static final String PREFIX = "whsec_";

    private static final String ALGORITHM = "HmacSHA256";
    private static final int SHORTEST = 24;
    private static final int LONGEST = 64;
    private static final int SHORTEST_TEXT = 8;
    private static final int LONGEST_TEXT = 256;

    /**
     * One per thread, keyed anew for each signature. A keyed one for each of 100,000 secrets would
     * hold half a kilobyte each, and copying it saves 3 % at most.
     */
    private static final ThreadLocal<Mac> MAC = ThreadLocal.withInitial(HmacSha256::mac);

    private final byte[] key;
    private final boolean plainText;

    private HmacSha256(byte[] key, boolean plainText) {
        this.key = key;
        this.plainText = plainText;
    }

    /**
     * Signs with the key.
     *
     * @param key 24 to 64 bytes
     */
    public static HmacSha256 ofKey(byte[] key) {
        if (key.length < SHORTEST || key.length > LONGEST) {
            throw new IllegalArgumentException(
                    "secret must be whsec_ and the base64 of 24 to 64 bytes, not of " + key.length);
        }
        return new HmacSha256(key.clone(), false);
    }

    /**
     * Signs with the UTF-8 bytes of the text itself, be it base64 or anything else.
     *
     * @param secret 8 to 256 characters, no control characters
     */
    public static HmacSha256 ofPlainText(String secret) {
        if (secret.length() < SHORTEST_TEXT
                || secret.length() > LONGEST_TEXT
                || secret.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "secret must have 8 to 256 characters, none of them a control character");
        }
        return new HmacSha256(secret.getBytes(StandardCharsets.UTF_8), true);
    }

    static HmacSha256 ofText(String text) {
        try {
            return ofKey(Base64.getDecoder().decode(text.substring(PREFIX.length())));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "secret must be whsec_ and the base64 of 24 to 64 bytes", e);
        }
    }

    @Override
    public String version() {
        return "v1";
    }

    @Override
    public byte[] sign(byte[]... parts) {
        Mac mac = MAC.get();
        try {
            mac.init(new SecretKeySpec(key, ALGORITHM));
        } catch (InvalidKeyException e) {
            throw new IllegalStateException("HmacSHA256 takes any bytes as a key", e);
        }
        for (byte[] part : parts) {
            mac.update(part);
        }
        return mac.doFinal();
    }

    private static Mac mac() {
        try {
            return Mac.getInstance(ALGORITHM);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    @Override
    public String secretText() {
        return plainText
                ? new String(key, StandardCharsets.UTF_8)
                : PREFIX + Base64.getEncoder().encodeToString(key);
    }

    @Override
    public String verificationKeyText() {
        return secretText();
    }
}
