package io.postrider.worker.lane;

import java.time.Duration;
import java.util.Optional;

/** What an attempt tells of the health of its endpoint. */
public sealed interface Signal {

    /** It answers, be it that it wants this delivery or not. */
    record Answering() implements Signal {}

    /** It does not answer, or answers with a fault of its own. */
    record Failing() implements Signal {}

    /**
     * It asks for less. Standard Webhooks 1.0 reads 429, 502 and 504 so; 503 (RFC 9110) and any
     * failure with a {@code Retry-After} count as well.
     *
     * @param failing whether it is a fault of the endpoint's own besides
     * @param retryAfter how long to send nothing, where it says so
     */
    record Throttling(boolean failing, Optional<Duration> retryAfter) implements Signal {}

    /** Nothing was sent. */
    record Silent() implements Signal {}
}
