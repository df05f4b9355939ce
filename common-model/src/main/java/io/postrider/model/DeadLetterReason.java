package io.postrider.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Why a delivery came to rest in the dead letters. */
public enum DeadLetterReason {
    /** Every attempt of the retry schedule failed. */
    EXHAUSTED,
    /** The attempt failed in a way that the webhook's format does not retry. */
    NOT_RETRIED,
    /** The endpoint answered 410 Gone. */
    GONE,
    /** It was never sent, because the address is not allowed. */
    REFUSED,
    /** It was too old to be of use. */
    EXPIRED,
    /** It cannot be turned into a request. */
    INVALID,
    /** The subscription was disabled while the delivery was pending. */
    DISABLED;

    /** As topics and the API spell it. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The reason that the code spells.
     *
     * @throws IllegalArgumentException naming the codes there are
     */
    public static DeadLetterReason ofCode(String code) {
        return Arrays.stream(values())
                .filter(reason -> reason.code().equals(code))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "reason must be one of "
                                        + Arrays.stream(values())
                                                .map(DeadLetterReason::code)
                                                .collect(Collectors.joining(", "))));
    }
}
