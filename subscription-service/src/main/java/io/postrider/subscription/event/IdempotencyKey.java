package io.postrider.subscription.event;

import io.postrider.model.EventId;
import io.postrider.model.TenantId;
import io.postrider.subscription.access.Reach;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * By which a caller recognises its own request when it repeats it.
 *
 * @param owner whose it is: the same value is another key for another tenant
 * @param value 1 to 255 visible ASCII characters
 */
public record IdempotencyKey(Reach owner, String value) {

    private static final Pattern ALLOWED = Pattern.compile("[!-~]{1,255}");
    private static final int ID_BYTES = 16;

    public IdempotencyKey {
        if (!ALLOWED.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "Idempotency-Key must be 1 to 255 visible ASCII characters without spaces");
        }
    }

    /** The tenant; empty for callers that are bound to none. */
    public String ownerText() {
        return owner.tenant().map(TenantId::value).orElse("");
    }

    /**
     * The same id whenever the request is taken up again: what was produced before a crash is
     * produced under the same id after it.
     */
    EventId eventId(Instant startedAt, int index) {
        MessageDigest sha256 = RequestHash.sha256();
        sha256.update(
                "%s\n%s\n%d\n%d"
                        .formatted(ownerText(), value, startedAt.toEpochMilli(), index)
                        .getBytes(StandardCharsets.UTF_8));
        return new EventId("evt_" + HexFormat.of().formatHex(sha256.digest(), 0, ID_BYTES));
    }
}
