package io.postrider.model.signature;

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

    private final byte[] key;
    private final Mac keyed;

    private HmacSha256(byte[] key) {
        this.key = key;
        this.keyed = keyed(key);
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
        return new HmacSha256(key.clone());
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
        Mac mac = copyOfKeyed();
        for (byte[] part : parts) {
            mac.update(part);
        }
        return mac.doFinal();
    }

    /** Copying a keyed Mac spares the key schedule, and nobody ever writes to the original. */
    private Mac copyOfKeyed() {
        try {
            return (Mac) keyed.clone();
        } catch (CloneNotSupportedException _) {
            return keyed(key);
        }
    }

    private static Mac keyed(byte[] key) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac;
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    @Override
    public String secretText() {
        return PREFIX + Base64.getEncoder().encodeToString(key);
    }

    @Override
    public String verificationKeyText() {
        return secretText();
    }
}
