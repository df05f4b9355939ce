package io.postrider.worker.delivery;

import io.postrider.model.Attempt;
import io.postrider.model.DeadLetterReason;
import io.postrider.model.Decision;
import io.postrider.model.Decision.DeadLetter;
import io.postrider.model.Decision.Delivered;
import io.postrider.model.Decision.DisableEndpoint;
import io.postrider.model.Decision.Retry;
import io.postrider.model.Outcome;
import io.postrider.model.format.RetryOn;
import io.postrider.model.retry.RetrySchedule;

import java.time.Duration;
import java.util.Optional;

/**
 * Decides what becomes of a delivery after an attempt.
 *
 * @param retryOn the failures that are worth another attempt
 */
record DeliveryPolicy(RetrySchedule schedule, RetryOn retryOn) {

    private static final int GONE = 410;

    /**
     * The decision, as of the attempt's end.
     *
     * @param attemptsInSchedule attempts that count against the schedule, this one included
     * @param chance picks the jitter; 0 to 1
     */
    Decision decide(Attempt attempt, int attemptsInSchedule, double chance) {
        return switch (attempt.outcome()) {
            case Outcome.Acknowledged _ -> new Delivered();
            case Outcome.Rejected(int status, _) when status == GONE ->
                    new DisableEndpoint(new DeadLetter(DeadLetterReason.GONE));
            case Outcome.Rejected(int status, _) when !retryOn.status(status) ->
                    new DeadLetter(DeadLetterReason.NOT_RETRIED);
            case Outcome.Rejected(_, var retryAfter) ->
                    retryOrGiveUp(attempt, attemptsInSchedule, chance, retryAfter);
            case Outcome.Unreachable _ when !retryOn.network() ->
                    new DeadLetter(DeadLetterReason.NOT_RETRIED);
            case Outcome.Unreachable _ ->
                    retryOrGiveUp(attempt, attemptsInSchedule, chance, Optional.empty());
            case Outcome.Refused(var reason, _) -> new DeadLetter(reason);
        };
    }

    private Decision retryOrGiveUp(
            Attempt attempt, int attemptsInSchedule, double chance, Optional<Duration> retryAfter) {
        return schedule.delayAfter(attemptsInSchedule, chance, retryAfter)
                .<Decision>map(delay -> new Retry(attempt.finishedAt().plus(delay)))
                .orElseGet(() -> new DeadLetter(DeadLetterReason.EXHAUSTED));
    }
}
