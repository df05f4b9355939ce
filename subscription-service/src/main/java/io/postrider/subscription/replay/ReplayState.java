package io.postrider.subscription.replay;

import java.util.Arrays;

/** Where a replay stands. */
public enum ReplayState {
    /** Letters go out, or will as soon as what is away comes back. */
    RUNNING("running"),
    /** Every letter was replayed, skipped, or could not be replayed. */
    DONE("done"),
    /** Somebody stopped it; what was not handled stays in the dead letters. */
    CANCELLED("cancelled"),
    /** Postrider gave up on it, because the same fault came again and again. */
    FAILED("failed");

    private final String code;

    ReplayState(String code) {
        this.code = code;
    }

    /** As the API and storage spell it. */
    public String code() {
        return code;
    }

    public static ReplayState ofCode(String code) {
        return Arrays.stream(values())
                .filter(state -> state.code.equals(code))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "a state is one of running, done, cancelled and failed, not '%s'"
                                        .formatted(code)));
    }
}
