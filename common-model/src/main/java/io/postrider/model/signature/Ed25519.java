package io.postrider.model.signature;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Base64;

/**
 * Standard Webhooks 1.0 {@code v1a}: ed25519 (RFC 8032) with a key pair. Bouncy Castle's
 * arithmetic, because the JDK's takes several times as long for a signature.
 */
public final class Ed25519 implements SignatureScheme {

    static final String PRIVATE_PREFIX = "whsk_";
    static final String PUBLIC_PREFIX = "whpk_";

    private static final int SEED_BYTES = 32;
    private static final int KEY_PAIR_BYTES = 64;
    private static final int SIGNATURE_BYTES = 64;

    private final byte[] seed;
    private final byte[] publicKey;

    private Ed25519(byte[] seed) {
        this.seed = seed;
        this.publicKey = new byte[SEED_BYTES];
        org.bouncycastle.math.ec.rfc8032.Ed25519.generatePublicKey(seed, 0, publicKey, 0);
    }

    /**
     * The key pair that the seed determines.
     *
     * @param seed 32 bytes
     */
    public static Ed25519 ofSeed(byte[] seed) {
        if (seed.length != SEED_BYTES) {
            throw new IllegalArgumentException("an ed25519 seed has 32 bytes, not " + seed.length);
        }
        return new Ed25519(seed.clone());
    }

    static Ed25519 ofText(String text) {
        byte[] pair;
        try {
            pair = Base64.getDecoder().decode(text.substring(PRIVATE_PREFIX.length()));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("secret after whsk_ must be base64", e);
        }
        if (pair.length != KEY_PAIR_BYTES) {
            throw new IllegalArgumentException(
                    "secret must be whsk_ and the base64 of an ed25519 key pair (64 bytes), not of "
                            + pair.length);
        }
        Ed25519 scheme = ofSeed(Arrays.copyOf(pair, SEED_BYTES));
        if (!Arrays.equals(
                scheme.publicKey, Arrays.copyOfRange(pair, SEED_BYTES, KEY_PAIR_BYTES))) {
            throw new IllegalArgumentException(
                    "secret must hold an ed25519 seed and the public key that belongs to it");
        }
        return scheme;
    }

    @Override
    public String version() {
        return "v1a";
    }

    @Override
    public byte[] sign(byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        byte[] message = content.toByteArray();
        byte[] signature = new byte[SIGNATURE_BYTES];
        org.bouncycastle.math.ec.rfc8032.Ed25519.sign(
                seed, 0, publicKey, 0, null, message, 0, message.length, signature, 0);
        return signature;
    }

    @Override
    public String secretText() {
        byte[] pair = Arrays.copyOf(seed, KEY_PAIR_BYTES);
        System.arraycopy(publicKey, 0, pair, SEED_BYTES, SEED_BYTES);
        return PRIVATE_PREFIX + Base64.getEncoder().encodeToString(pair);
    }

    @Override
    public String verificationKeyText() {
        return PUBLIC_PREFIX + Base64.getEncoder().encodeToString(publicKey);
    }
}
