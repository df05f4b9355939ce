package io.postrider.subscription.history;

import io.postrider.model.Attempt;
import io.postrider.model.Decision;
import io.postrider.model.Outcome;
import io.postrider.model.ResponseHeaders;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/**
 * An attempt as history keeps it.
 *
 * @param outcome {@code acknowledged}, {@code rejected}, {@code unreachable} or {@code refused}
 * @param result what followed: {@code delivered}, {@code retrying} or {@code failed}
 */
public record AttemptEntry(
        int number,
        URI url,
        Instant startedAt,
        Instant finishedAt,
        String outcome,
        LastOutcome answer,
        ResponseHeaders responseHeaders,
        String responseBody,
        String result,
        Optional<Instant> nextAttemptAt) {

    private static final String ACKNOWLEDGED = "acknowledged";

    /** Whether the endpoint answered 2xx. */
    public boolean succeeded() {
        return outcome.equals(ACKNOWLEDGED);
    }

    static AttemptEntry of(Attempt attempt, Decision decision) {
        return new AttemptEntry(
                attempt.number(),
                attempt.url(),
                attempt.startedAt(),
                attempt.finishedAt(),
                switch (attempt.outcome()) {
                    case Outcome.Acknowledged _ -> ACKNOWLEDGED;
                    case Outcome.Rejected _ -> "rejected";
                    case Outcome.Unreachable _ -> "unreachable";
                    case Outcome.Refused _ -> "refused";
                },
                answerOf(attempt.outcome()),
                attempt.responseHeaders(),
                attempt.responseBody(),
                switch (decision) {
                    case Decision.Delivered _ -> "delivered";
                    case Decision.Retry _ -> "retrying";
                    case Decision.DeadLetter _, Decision.DisableEndpoint _ -> "failed";
                },
                decision instanceof Decision.Retry(Instant at)
                        ? Optional.of(at)
                        : Optional.empty());
    }

    static LastOutcome answerOf(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Acknowledged(int status) ->
                    new LastOutcome(Optional.of(status), Optional.empty());
            case Outcome.Rejected(int status, _) ->
                    new LastOutcome(Optional.of(status), Optional.empty());
            case Outcome.Unreachable(String cause) ->
                    new LastOutcome(Optional.empty(), Optional.of(cause));
            case Outcome.Refused(_, String cause) ->
                    new LastOutcome(Optional.empty(), Optional.of(cause));
        };
    }
}
