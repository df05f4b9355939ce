package io.postrider.worker.delivery;

import io.postrider.model.Attempt;
import io.postrider.model.Decision;
import io.postrider.model.Delivery;
import io.postrider.model.Outcome;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

import java.util.OptionalInt;

/** What an attempt looks like to people: one log line, one sentence. */
final class AttemptLog {

    private static final Logger log = LoggerFactory.getLogger("delivery.attempted");

    private AttemptLog() {}

    /** Successes are many and dull, so they are told at debug level only. */
    static void write(Delivery delivery, Attempt attempt, Decision decision) {
        Level level = decision instanceof Decision.Delivered ? Level.DEBUG : Level.INFO;
        if (!log.isEnabledForLevel(level)) {
            return;
        }
        log.atLevel(level)
                .addKeyValue("delivery", delivery.id())
                .addKeyValue("event", delivery.event().id())
                .addKeyValue("type", delivery.event().type())
                .addKeyValue("tenant", delivery.event().tenant())
                .addKeyValue("subscription", delivery.subscription().id())
                .addKeyValue("attempt", attempt.number())
                .addKeyValue("outcome", describe(attempt.outcome()))
                .addKeyValue("decision", decision)
                .addKeyValue("millis", attempt.duration().toMillis())
                // again in words: plain layouts leave the key values out
                .log(
                        "{} of event {} to {}, attempt {}: {} after {} ms, {}",
                        delivery.id(),
                        delivery.event().id(),
                        delivery.subscription().id(),
                        attempt.number(),
                        describe(attempt.outcome()),
                        attempt.duration().toMillis(),
                        decision);
    }

    static String describe(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Acknowledged(int status) -> "answered " + status;
            case Outcome.Rejected(int status, _) -> "answered " + status;
            case Outcome.Unreachable(String cause) -> cause;
            case Outcome.Refused(_, String cause) -> cause;
        };
    }

    static OptionalInt status(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Acknowledged(int status) -> OptionalInt.of(status);
            case Outcome.Rejected(int status, _) -> OptionalInt.of(status);
            case Outcome.Unreachable _, Outcome.Refused _ -> OptionalInt.empty();
        };
    }
}
