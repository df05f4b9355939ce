package io.postrider.subscription.operational;

import io.postrider.model.EventId;
import io.postrider.model.EventType;
import io.postrider.model.OperationalEvents;
import io.postrider.model.SubscriptionId;
import io.postrider.model.TenantId;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Something that Postrider announces.
 *
 * @param id the same however often the same thing is announced
 * @param about the subscription that it happened to
 * @param data texts, numbers, truth values and lists of texts, in order
 */
public record Announcement(
        EventId id,
        EventType type,
        TenantId tenant,
        SubscriptionId about,
        Instant time,
        Map<String, Object> data) {

    private static final int ID_BYTES = 16;

    public Announcement {
        data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
    }

    /**
     * The id of an announcement.
     *
     * @param occasion tells it from all others of its type
     */
    static EventId idOf(EventType type, String occasion) {
        MessageDigest sha256 = sha256();
        sha256.update((type + "\n" + occasion).getBytes(StandardCharsets.UTF_8));
        return OperationalEvents.id(HexFormat.of().formatHex(sha256.digest(), 0, ID_BYTES));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
