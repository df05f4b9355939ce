package io.postrider.subscription.history;

import java.util.Arrays;
import java.util.Locale;

/** Where a delivery stands. */
public enum DeliveryState {
    /** Queued, waiting for a retry, or parked. */
    PENDING,
    DELIVERED,
    /** At rest in the dead letters; a replay makes it pending again. */
    FAILED,
    /** Its subscription was deleted. */
    CANCELLED;

    private final String code = name().toLowerCase(Locale.ROOT);

    /** As the database and the API spell it. */
    public String code() {
        return code;
    }

    /**
     * The state that the code spells.
     *
     * @throws IllegalArgumentException naming the codes there are
     */
    public static DeliveryState ofCode(String code) {
        return Arrays.stream(values())
                .filter(state -> state.code().equals(code))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "state must be pending, delivered, failed or cancelled, not '%s'"
                                        .formatted(code)));
    }
}
