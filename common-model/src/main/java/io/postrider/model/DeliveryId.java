package io.postrider.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Identifies the delivery of one event to one subscription. It is a hash of the two, so that
 * however often an event is dispatched again its delivery keeps the id, and a receiver can remove
 * duplicates by it. It never contains a full stop, which Standard Webhooks 1.0 uses as the
 * separator of the signed content.
 *
 * @param value {@code dlv_} and 32 hexadecimal digits
 */
public record DeliveryId(String value) {

    private static final Pattern ALLOWED = Pattern.compile("dlv_[0-9a-f]{32}");
    private static final int HASH_BYTES = 16;

    public DeliveryId {
        if (!ALLOWED.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "delivery id must be 'dlv_' and 32 hexadecimal digits");
        }
    }

    /** The id of the delivery of the event (known by source and id) to the subscription. */
    public static DeliveryId of(
            Optional<String> source, EventId event, SubscriptionId subscription) {
        MessageDigest sha256 = sha256();
        addField(sha256, source.orElse(""));
        addField(sha256, event.value());
        addField(sha256, subscription.value());
        byte[] hash = Arrays.copyOf(sha256.digest(), HASH_BYTES);
        return new DeliveryId("dlv_" + HexFormat.of().formatHex(hash));
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
