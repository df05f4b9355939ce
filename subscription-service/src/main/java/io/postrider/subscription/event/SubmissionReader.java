package io.postrider.subscription.event;

import io.postrider.model.Event;
import io.postrider.model.OperationalEvents;
import io.postrider.model.Payload;
import io.postrider.model.TenantId;
import io.postrider.model.wire.EventCodec;
import io.postrider.model.wire.JsonScanner;
import io.postrider.model.wire.MalformedRecordException;
import io.postrider.model.wire.WireHeader;
import io.postrider.model.wire.WireRecord;
import io.postrider.subscription.access.Caller;
import io.postrider.subscription.access.TenantGate;
import io.postrider.subscription.eventtype.JsonSchemas.Mismatch;
import io.postrider.subscription.refusal.FieldErrors;
import io.postrider.subscription.refusal.Refusal;
import io.postrider.subscription.refusal.RefusedException;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the events of a request: one plain envelope or a JSON array of them, or CloudEvents
 * structured, batched or binary. All are read before any is taken in.
 */
final class SubmissionReader {

    static final String CLOUDEVENTS_BATCH = "application/cloudevents-batch+json";

    private static final String CLOUDEVENTS = "application/cloudevents";

    private final IntakeLimits limits;

    /** Who hands events in, and when; and what their ids are where they have none. */
    private record Arrival(Caller caller, Instant at, EventIds ids) {}

    SubmissionReader(IntakeLimits limits) {
        this.limits = limits;
    }

    /** Whether it hands in a list of events, be it of one. */
    static boolean isBatch(Submission submission) {
        if (isBinary(submission)) {
            return false;
        }
        return submission.mediaType().equals(CLOUDEVENTS_BATCH)
                || (submission.mediaType().equals(EventCodec.JSON)
                        && startsWithBracket(submission.body()));
    }

    private static boolean isBinary(Submission submission) {
        return !submission.attributes().isEmpty()
                && !submission.mediaType().startsWith(CLOUDEVENTS);
    }

    private static boolean startsWithBracket(Payload body) {
        for (byte b : body.bytes()) {
            if (!Character.isWhitespace(b)) {
                return b == '[';
            }
        }
        return false;
    }

    List<Event> read(Caller caller, Submission submission, Instant receivedAt, EventIds ids) {
        boolean batch = isBatch(submission);
        Arrival arrival = new Arrival(caller, receivedAt, ids);
        List<Event> events =
                batch ? readBatch(submission, arrival) : List.of(readSingle(submission, arrival));
        requireFittingData(events, batch);
        return events;
    }

    private void requireFittingData(List<Event> events, boolean batch) {
        FieldErrors errors = new FieldErrors();
        for (int i = 0; i < events.size(); i++) {
            Event event = events.get(i);
            String root = (batch ? nameOf(i) + "." : "") + "data";
            for (Mismatch mismatch : limits.types().mismatches(event)) {
                String field = mismatch.below(root);
                errors.add(
                        field,
                        "%s does not fit the schema of %s: %s"
                                .formatted(field, event.type(), mismatch.message()));
            }
        }
        errors.refuseIfAny();
    }

    private static String nameOf(int index) {
        return "events[" + index + "]";
    }

    private Event readSingle(Submission submission, Arrival arrival) {
        checkSize("The event", submission.body());
        if (submission.body().length() == 0 && !isBinary(submission)) {
            throw RefusedException.malformed("The body is empty; it must be an event");
        }
        List<WireHeader> headers = new ArrayList<>();
        headers.add(new WireHeader(EventCodec.CONTENT_TYPE, submission.contentType()));
        if (isBinary(submission)) {
            headers.addAll(submission.attributes());
        }
        FieldErrors errors = new FieldErrors();
        try {
            Event event = decode(headers, submission.body(), arrival, 0);
            checkStoredSize("The event", event);
            return event;
        } catch (MalformedRecordException e) {
            errors.add(e.field().orElseThrow(() -> unreadable(e)), String.valueOf(e.getMessage()));
            errors.refuseIfAny();
            throw e;
        }
    }

    private List<Event> readBatch(Submission submission, Arrival arrival) {
        List<Payload> elements = elements(submission.body());
        List<WireHeader> headers =
                List.of(
                        new WireHeader(
                                EventCodec.CONTENT_TYPE,
                                submission.mediaType().equals(CLOUDEVENTS_BATCH)
                                        ? EventCodec.CLOUDEVENTS_JSON
                                        : EventCodec.JSON));
        FieldErrors errors = new FieldErrors();
        List<Event> events = new ArrayList<>(elements.size());
        for (int i = 0; i < elements.size(); i++) {
            String name = nameOf(i);
            checkSize(name, elements.get(i));
            try {
                Event event = decode(headers, elements.get(i), arrival, i);
                checkStoredSize(name, event);
                events.add(event);
            } catch (MalformedRecordException e) {
                errors.add(
                        e.field().map(field -> name + "." + field).orElse(name),
                        name + ": " + e.getMessage());
            }
        }
        errors.refuseIfAny();
        return events;
    }

    private List<Payload> elements(Payload body) {
        List<Payload> elements;
        try {
            elements = JsonScanner.elements(body.bytes());
        } catch (MalformedRecordException e) {
            throw unreadable(e);
        }
        if (elements.isEmpty()) {
            throw RefusedException.malformed("The list of events must not be empty");
        }
        if (elements.size() > limits.maxBatchEvents()) {
            throw new RefusedException(
                    new Refusal.TooLarge(
                            "A request may hand in at most %d events, not %d"
                                    .formatted(limits.maxBatchEvents(), elements.size())));
        }
        return elements;
    }

    private Event decode(List<WireHeader> headers, Payload body, Arrival arrival, int index) {
        WireRecord record = new WireRecord(Optional.empty(), headers, Optional.of(body));
        Caller caller = arrival.caller();
        Event event =
                EventCodec.decode(
                        record, arrival.at(), () -> arrival.ids().of(index), caller.usualOwner());
        event.source()
                .filter(OperationalEvents::isReserved)
                .ifPresent(_ -> {
                    throw new MalformedRecordException(
                            "source",
                            "source must not begin with %s, which is reserved for the events that Postrider announces"
                                    .formatted(OperationalEvents.RESERVED_SOURCES));
                });
        TenantId tenant = caller.owner(Optional.of(event.tenant()));
        if (!limits.tenants().isKnown(tenant)) {
            throw new MalformedRecordException("tenant", TenantGate.unknown(tenant));
        }
        if (!limits.types().admits(event.type())) {
            throw new MalformedRecordException(
                    "type",
                    "type must be one that is registered, which %s is not; GET /api/v1/event-types lists them"
                            .formatted(event.type()));
        }
        return event;
    }

    private void checkSize(String name, Payload event) {
        if (event.length() > limits.maxEventBytes()) {
            throw new RefusedException(
                    new Refusal.TooLarge(
                            "%s has %d bytes; an event may have at most %d"
                                    .formatted(name, event.length(), limits.maxEventBytes())));
        }
    }

    /** What the dispatcher will measure; binary data has become base64 by then. */
    private void checkStoredSize(String name, Event event) {
        int length = EventCodec.encode(event).value().map(Payload::length).orElse(0);
        if (length > limits.maxEventBytes()) {
            throw new RefusedException(
                    new Refusal.TooLarge(
                            "%s has %d bytes in the form it is stored in; an event may have at most %d"
                                    .formatted(name, length, limits.maxEventBytes())));
        }
    }

    private static RefusedException unreadable(MalformedRecordException e) {
        return RefusedException.malformed("The body " + e.getMessage());
    }
}
