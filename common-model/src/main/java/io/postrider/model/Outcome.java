package io.postrider.model;

import java.time.Duration;
import java.util.Optional;

/** What happened to one attempt. */
public sealed interface Outcome {

    /** The endpoint answered 2xx. */
    record Acknowledged(int status) implements Outcome {}

    /** The endpoint answered with anything else; 3xx included, which is not followed. */
    record Rejected(int status, Optional<Duration> retryAfter) implements Outcome {}

    /** No complete answer came: timeout, reset, refused connection, unknown host, TLS error. */
    record Unreachable(String cause) implements Outcome {}

    /** Postrider did not send the request. */
    record Refused(DeadLetterReason reason, String cause) implements Outcome {}
}
