package io.postrider.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Why not all deliveries of a subscription are sent at once. */
public enum LaneState {
    /** Its endpoint keeps failing: only a probe now and then is sent. */
    FAILING,
    /** Its endpoint has asked for less: nothing is sent until its pause is over. */
    THROTTLED,
    /** Its endpoint is well; deliveries wait for its rate limit or for room. */
    WAITING;

    /** As topics and the API spell it. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The state that the code spells.
     *
     * @throws IllegalArgumentException naming the codes there are
     */
    public static LaneState ofCode(String code) {
        return Arrays.stream(values())
                .filter(state -> state.code().equals(code))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "state of a lane must be one of "
                                        + Arrays.stream(values())
                                                .map(LaneState::code)
                                                .collect(Collectors.joining(", "))));
    }
}
