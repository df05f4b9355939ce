package io.postrider.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Identifies the delivery of one event to one subscription. It is a hash of the two, so that
 * however often an event is dispatched again its delivery keeps the id, and a receiver can remove
 * duplicates by it. It never contains a full stop, which Standard Webhooks 1.0 uses as the
 * separator of the signed content.
 *
 * @param value {@code dlv_} and 32 hexadecimal digits
 */
public record DeliveryId(String value) {

    private static final String PREFIX = "dlv_";
    private static final int HASH_BYTES = 16;
    private static final int LENGTH = PREFIX.length() + 2 * HASH_BYTES;

    /** Finding one costs as much as the hash, and each delivery needs one. */
    private static final ThreadLocal<MessageDigest> SHA256 =
            ThreadLocal.withInitial(DeliveryId::sha256);

    public DeliveryId {
        if (!value.startsWith(PREFIX)
                || !Text.fits(value, PREFIX.length(), LENGTH, LENGTH, DeliveryId::isHexDigit)) {
            throw new IllegalArgumentException(
                    "delivery id must be 'dlv_' and 32 hexadecimal digits");
        }
    }

    private static boolean isHexDigit(char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    }

    /** The id of the delivery of the event (known by source and id) to the subscription. */
    public static DeliveryId of(
            Optional<String> source, EventId event, SubscriptionId subscription) {
        MessageDigest sha256 = SHA256.get();
        sha256.reset();
        addField(sha256, source.orElse(""));
        addField(sha256, event.value());
        addField(sha256, subscription.value());
        return new DeliveryId(PREFIX + HexFormat.of().formatHex(sha256.digest(), 0, HASH_BYTES));
    }

    /** A length in front of each field keeps two neighbours from running into each other. */
    private static void addField(MessageDigest digest, String field) {
        byte[] bytes = field.getBytes(StandardCharsets.UTF_8);
        digest.update((byte) (bytes.length >>> 8));
        digest.update((byte) bytes.length);
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
