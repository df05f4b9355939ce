package io.postrider.model;

import java.time.Instant;

/** What becomes of a delivery after an attempt. */
public sealed interface Decision {

    record Delivered() implements Decision {}

    /** Another attempt, not before the instant. */
    record Retry(Instant at) implements Decision {}

    record DeadLetter(DeadLetterReason reason) implements Decision {}

    /** The delivery is dead-lettered, and the subscription gets no further ones. */
    record DisableEndpoint(DeadLetter deadLetter) implements Decision {}
}
