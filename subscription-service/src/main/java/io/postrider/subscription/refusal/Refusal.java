package io.postrider.subscription.refusal;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Why a request is refused. */
public sealed interface Refusal {

    /** For people. */
    String detail();

    /** It cannot be read at all, or a parameter of its address is wrong. */
    record Malformed(String detail, List<FieldError> errors) implements Refusal {
        public Malformed {
            errors = List.copyOf(errors);
        }
    }

    /** It can be read, and some of its fields are wrong. */
    record Invalid(String detail, List<FieldError> errors) implements Refusal {
        public Invalid {
            errors = List.copyOf(errors);
        }
    }

    /** Nobody knows the caller. */
    record Unauthenticated(String detail) implements Refusal {}

    /** The caller may not do that. */
    record Forbidden(String detail) implements Refusal {}

    record NotFound(String detail) implements Refusal {}

    /** The state of things does not allow it now. */
    record Conflict(String detail) implements Refusal {}

    /** The caller has seen an older version. */
    record Outdated(String detail) implements Refusal {}

    /** What it is about existed and is no more. */
    record Gone(String detail) implements Refusal {}

    record TooLarge(String detail) implements Refusal {}

    /** The caller asks for it more often than is allowed. */
    record TooMany(String detail) implements Refusal {}

    /**
     * A quota of the tenant is used up.
     *
     * @param quota its code
     * @param limit what it allows
     * @param retryAfter when to try again; absent where only somebody can make room
     */
    record OverQuota(String detail, String quota, long limit, Optional<Duration> retryAfter)
            implements Refusal {}

    /** Kafka or PostgreSQL cannot be reached; the same request may succeed later. */
    record Unavailable(String detail) implements Refusal {}
}
