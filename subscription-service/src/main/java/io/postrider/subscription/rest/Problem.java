package io.postrider.subscription.rest;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.postrider.subscription.refusal.FieldError;
import io.postrider.subscription.refusal.Refusal;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * An error as RFC 9457 has it, with the fields that are wrong.
 *
 * @param quota the code of the quota that is used up
 * @param limit what that quota allows
 */
record Problem(
        String type,
        String title,
        int status,
        String detail,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<FieldError> errors,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String quota,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long limit) {

    Problem(String type, String title, int status, String detail, List<FieldError> errors) {
        this(type, title, status, detail, errors, null, null);
    }

    static final String RETRY_AFTER_SECONDS = "5";

    private static final String TYPES = "urn:postrider:problem:";

    static Problem of(Refusal refusal) {
        return switch (refusal) {
            case Refusal.Malformed(String detail, List<FieldError> errors) ->
                    new Problem(
                            TYPES + "malformed-request", "Malformed request", 400, detail, errors);
            case Refusal.Invalid(String detail, List<FieldError> errors) ->
                    new Problem(TYPES + "invalid-fields", "Invalid fields", 422, detail, errors);
            case Refusal.Unauthenticated(String detail) ->
                    of("unauthorized", "Unauthorized", 401, detail);
            case Refusal.Forbidden(String detail) -> of("forbidden", "Forbidden", 403, detail);
            case Refusal.NotFound(String detail) -> of("not-found", "Not found", 404, detail);
            case Refusal.Conflict(String detail) -> of("conflict", "Conflict", 409, detail);
            case Refusal.Outdated(String detail) -> of("outdated", "Outdated version", 412, detail);
            case Refusal.Gone(String detail) -> of("expired", "No longer there", 410, detail);
            case Refusal.TooLarge(String detail) -> of("too-large", "Too large", 413, detail);
            case Refusal.TooMany(String detail) ->
                    of("too-many-requests", "Too many requests", 429, detail);
            case Refusal.OverQuota(String detail, String quota, long limit, Optional<Duration> _) ->
                    new Problem(
                            TYPES + "quota-exceeded",
                            "Quota exceeded",
                            429,
                            detail,
                            List.of(),
                            quota,
                            limit);
            case Refusal.Unavailable(String detail) ->
                    of("unavailable", "Temporarily unavailable", 503, detail);
        };
    }

    static Problem of(HttpStatus status, String detail) {
        return new Problem(
                "about:blank", status.getReasonPhrase(), status.value(), detail, List.of());
    }

    private static Problem of(String type, String title, int status, String detail) {
        return new Problem(TYPES + type, title, status, detail, List.of());
    }
}
