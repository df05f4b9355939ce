package io.postrider.subscription.rest;

import io.postrider.model.EventId;
import io.postrider.model.wire.EventCodec;
import io.postrider.model.wire.WireHeader;
import io.postrider.subscription.access.Caller;
import io.postrider.subscription.access.Scope;
import io.postrider.subscription.event.EventIntake;
import io.postrider.subscription.event.IdempotencyKey;
import io.postrider.subscription.event.Receipt;
import io.postrider.subscription.event.Submission;
import io.postrider.subscription.refusal.RefusedException;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** Events on their way in. */
@RestController
@RequestMapping("/api/v1/events")
class EventsController {

    private static final String ATTRIBUTE = "ce-";
    private static final String ATTRIBUTE_ON_KAFKA = "ce_";
    private static final List<String> MEDIA_TYPES =
            List.of(
                    "application/json",
                    "application/cloudevents+json",
                    "application/cloudevents-batch+json");
    private static final String REPLAYED = "Idempotency-Replayed";

    private final EventIntake intake;
    private final IntakeBodyLimit limit;

    EventsController(EventIntake intake, IntakeBodyLimit limit) {
        this.intake = intake;
        this.limit = limit;
    }

    record EventView(String id) {

        static EventView of(EventId id) {
            return new EventView(id.value());
        }
    }

    record EventListView(List<EventView> data) {}

    /** A CloudEvent in binary mode may have any content type. */
    @Needs(Scope.EVENTS_WRITE)
    @PostMapping
    ResponseEntity<Object> accept(
            Caller caller,
            HttpServletRequest request,
            @RequestHeader("Idempotency-Key") Optional<String> idempotencyKey)
            throws IOException, HttpMediaTypeNotSupportedException {
        String contentType = Objects.requireNonNullElse(request.getContentType(), "");
        String mediaType = EventCodec.mediaType(contentType);
        List<WireHeader> attributes = attributes(request);
        if (attributes.isEmpty() && !MEDIA_TYPES.contains(mediaType)) {
            throw unsupported(mediaType);
        }
        Optional<IdempotencyKey> key =
                Parameters.read(
                        "Idempotency-Key",
                        idempotencyKey,
                        value -> new IdempotencyKey(caller.reach(), value));
        Submission submission =
                new Submission(
                        contentType, attributes, RequestBodies.bytes(request, limit.bytes()));
        return answer(
                key.map(known -> intake.accept(caller, submission, known))
                        .orElseGet(() -> intake.accept(caller, submission)));
    }

    private static HttpMediaTypeNotSupportedException unsupported(String mediaType) {
        List<MediaType> supported = MEDIA_TYPES.stream().map(MediaType::valueOf).toList();
        return new HttpMediaTypeNotSupportedException(
                "Content-Type %s is not supported; allowed are %s, and any with ce-* headers"
                        .formatted(
                                mediaType.isEmpty() ? "(none)" : mediaType,
                                String.join(", ", MEDIA_TYPES)),
                supported);
    }

    private static List<WireHeader> attributes(HttpServletRequest request) {
        return Collections.list(request.getHeaderNames()).stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .filter(name -> name.startsWith(ATTRIBUTE))
                .sorted()
                .map(name ->
                        new WireHeader(
                                ATTRIBUTE_ON_KAFKA + name.substring(ATTRIBUTE.length()),
                                attribute(name, request.getHeader(name))))
                .toList();
    }

    private static String attribute(String name, String value) {
        try {
            return AttributeHeader.decode(value);
        } catch (IllegalArgumentException e) {
            throw RefusedException.parameter(name, name + " " + e.getMessage());
        }
    }

    private static ResponseEntity<Object> answer(Receipt receipt) {
        List<EventView> events = receipt.events().stream().map(EventView::of).toList();
        ResponseEntity.BodyBuilder response = ResponseEntity.status(HttpStatus.ACCEPTED);
        if (receipt.replayed()) {
            response.header(REPLAYED, "true");
        }
        return response.body(receipt.batch() ? new EventListView(events) : events.getFirst());
    }
}
