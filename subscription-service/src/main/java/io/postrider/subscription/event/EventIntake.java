package io.postrider.subscription.event;

import io.postrider.model.Event;
import io.postrider.model.EventId;
import io.postrider.subscription.access.Caller;
import io.postrider.subscription.event.IdempotencyKeys.Known;
import io.postrider.subscription.identity.TimeOrderedIds;
import io.postrider.subscription.quota.EventRates;
import io.postrider.subscription.refusal.FieldError;
import io.postrider.subscription.refusal.Refusal;
import io.postrider.subscription.refusal.RefusedException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Takes events in. Without an idempotency key it needs nothing but the log. */
public final class EventIntake {

    private static final Logger log = LoggerFactory.getLogger(EventIntake.class);
    private static final String HEADER = "Idempotency-Key";

    private final SubmissionReader reader;
    private final EventRates rates;
    private final EventLog events;
    private final IdempotencyKeys keys;
    private final TimeOrderedIds ids;
    private final InstantSource clock;

    public EventIntake(
            IntakeLimits limits,
            EventRates rates,
            EventLog events,
            IdempotencyKeys keys,
            TimeOrderedIds ids,
            InstantSource clock) {
        this.reader = new SubmissionReader(limits);
        this.rates = rates;
        this.events = events;
        this.keys = keys;
        this.ids = ids;
        this.clock = clock;
    }

    public Receipt accept(Caller caller, Submission submission) {
        EventIds fresh = _ -> new EventId("evt_" + ids.next());
        List<Event> read = read(caller, submission, now(), fresh);
        events.append(read);
        return receipt(submission, idsOf(read), false);
    }

    /** The same request under the same key is taken in once, and answered alike each time. */
    public Receipt accept(Caller caller, Submission submission, IdempotencyKey key) {
        return switch (keys.begin(key, RequestHash.of(submission), now())) {
            case Known.Begun(Instant startedAt) ->
                    receipt(submission, takeIn(caller, submission, key, startedAt), false);
            case Known.Answered(List<EventId> answer) -> receipt(submission, answer, true);
            case Known.InProgress _ ->
                    throw RefusedException.conflict(
                            "A request with this Idempotency-Key is in progress; try again"
                                    + " shortly");
            case Known.Mismatch _ -> {
                String message = "This Idempotency-Key was used for another request before";
                throw new RefusedException(
                        new Refusal.Invalid(message, List.of(new FieldError(HEADER, message))));
            }
        };
    }

    private List<EventId> takeIn(
            Caller caller, Submission submission, IdempotencyKey key, Instant startedAt) {
        List<Event> read;
        try {
            read = read(caller, submission, startedAt, index -> key.eventId(startedAt, index));
        } catch (RuntimeException e) {
            keys.forget(key);
            throw e;
        }
        try {
            events.append(read);
        } catch (RuntimeException e) {
            keys.release(key, now());
            throw e;
        }
        List<EventId> answer = idsOf(read);
        remember(key, answer);
        return answer;
    }

    /** The events, which are within the rates of their tenants. */
    private List<Event> read(
            Caller caller, Submission submission, Instant receivedAt, EventIds fresh) {
        caller.reach().tenant().ifPresent(rates::requireOpen);
        List<Event> read = reader.read(caller, submission, receivedAt, fresh);
        rates.take(read);
        return read;
    }

    /** The events are in; a repeated request would produce the same ones under the same ids. */
    private void remember(IdempotencyKey key, List<EventId> answer) {
        try {
            keys.complete(key, answer);
        } catch (RuntimeException e) {
            log.warn("cannot store the answer to the request with key {}", key.value(), e);
        }
    }

    private static List<EventId> idsOf(List<Event> events) {
        return events.stream().map(Event::id).toList();
    }

    private static Receipt receipt(Submission submission, List<EventId> ids, boolean replayed) {
        return new Receipt(ids, SubmissionReader.isBatch(submission), replayed);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
