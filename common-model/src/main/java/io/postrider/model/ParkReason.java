package io.postrider.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Why a delivery waits in the retry tiers without having spent an attempt. */
public enum ParkReason {
    /** Its endpoint keeps failing, and only a probe now and then is sent there. */
    ENDPOINT_FAILING,
    /** Its endpoint has asked for less, by 429, 503 or {@code Retry-After}. */
    ENDPOINT_THROTTLING,
    /** The subscription's rate limit has no earlier slot. */
    RATE_LIMIT,
    /** As much of its subscription as may wait in a worker waits there already. */
    LANE_FULL,
    /** The subscription is paused. */
    PAUSED,
    /** The worker has not read of the subscription yet. */
    SUBSCRIPTION_NOT_SEEN,
    /** The subscription's secrets do not open. */
    SUBSCRIPTION_UNUSABLE,
    /** A fault of the worker's own. */
    FAULT;

    /** Whether the endpoint would have to change, not anything here. */
    public boolean isTheEndpoints() {
        return this == ENDPOINT_FAILING || this == ENDPOINT_THROTTLING;
    }

    /** Whether time spent for the one counts as time spent for the other. */
    boolean isOfOneKindWith(ParkReason other) {
        return isTheEndpoints() == other.isTheEndpoints()
                && (this == PAUSED) == (other == PAUSED)
                && isTheSubscriptions() == other.isTheSubscriptions();
    }

    /** Whether what is known of the subscription would have to change. */
    private boolean isTheSubscriptions() {
        return this == SUBSCRIPTION_NOT_SEEN || this == SUBSCRIPTION_UNUSABLE;
    }

    /** As topics and metrics spell it. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The reason that the code spells.
     *
     * @throws IllegalArgumentException naming the codes there are
     */
    public static ParkReason ofCode(String code) {
        return Arrays.stream(values())
                .filter(reason -> reason.code().equals(code))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "reason to park must be one of "
                                        + Arrays.stream(values())
                                                .map(ParkReason::code)
                                                .collect(Collectors.joining(", "))));
    }
}
