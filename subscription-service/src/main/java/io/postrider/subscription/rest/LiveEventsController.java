package io.postrider.subscription.rest;

import io.postrider.model.EventId;
import io.postrider.model.EventType;
import io.postrider.model.TenantId;
import io.postrider.subscription.access.Caller;
import io.postrider.subscription.access.Doorkeeper;
import io.postrider.subscription.access.Scope;
import io.postrider.subscription.access.SessionService;
import io.postrider.subscription.eventsearch.EventArchive.Filter;
import io.postrider.subscription.eventsearch.EventArchive.Listed;
import io.postrider.subscription.eventsearch.LiveEvents.Following;
import io.postrider.subscription.eventsearch.LiveEvents.Moment;
import io.postrider.subscription.eventsearch.LiveTails;
import io.postrider.subscription.refusal.RefusedException;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Events as they come, as server-sent events. The request's own thread writes them, a virtual one:
 * a client that reads slowly slows down itself alone.
 */
@RestController
class LiveEventsController {

    static final String PATH = "/api/v1/live/events";

    private static final Logger log = LoggerFactory.getLogger(LiveEventsController.class);
    private static final int LONGEST_SECONDS = 3_600;
    private static final Duration USUALLY = Duration.ofMinutes(5);
    private static final Duration TURN = Duration.ofSeconds(1);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(5);

    private final LiveTails tails;
    private final Doorkeeper doorkeeper;
    private final SessionService sessions;
    private final InstantSource clock;
    private final JsonMapper json;

    LiveEventsController(
            LiveTails tails,
            Doorkeeper doorkeeper,
            SessionService sessions,
            InstantSource clock,
            JsonMapper json) {
        this.tails = tails;
        this.doorkeeper = doorkeeper;
        this.sessions = sessions;
        this.clock = clock;
        this.json = json;
    }

    /** Why there is no more. */
    private enum End {
        TIME("time"),
        ACCESS("access"),
        KAFKA("kafka"),
        SHUTDOWN("shutdown");

        private final String code;

        End(String code) {
            this.code = code;
        }
    }

    @Needs(Scope.DELIVERIES_READ)
    @GetMapping(PATH)
    void follow(
            Caller caller,
            @RequestParam Optional<String> tenant,
            @RequestParam("event_id") Optional<String> id,
            @RequestParam("event_type") Optional<String> eventType,
            @RequestParam Optional<String> cursor,
            @RequestHeader("Last-Event-ID") Optional<String> lastEventId,
            @RequestParam Optional<String> seconds,
            HttpServletRequest request,
            HttpServletResponse response) {
        Filter filter =
                new Filter(
                        caller.reach().narrowed(Parameters.read("tenant", tenant, TenantId::new)),
                        Parameters.read("event_id", id, EventId::new),
                        Parameters.read("event_type", eventType, EventType::new),
                        Optional.empty(),
                        Optional.empty());
        Map<Integer, Long> from =
                EventPlaces.offsets(lastEventId.filter(text -> !text.isEmpty()).or(() -> cursor));
        Duration time =
                seconds.map(text -> Page.number("seconds", text, LONGEST_SECONDS))
                        .map(Duration::ofSeconds)
                        .orElse(USUALLY);
        CallerWatch watch = new CallerWatch(request, doorkeeper, sessions);
        try (Following following = tails.follow(filter, from)) {
            EventStream stream = EventStream.begin(response, json);
            if (request.getMethod().equals("HEAD")) {
                return;
            }
            End end = write(following, stream, watch, clock.instant().plus(time));
            stream.event("end", Map.of("reason", end.code));
            stream.flush();
        } catch (IOException e) {
            log.debug("a client of the live tail is gone", e);
        }
    }

    private End write(Following following, EventStream stream, CallerWatch watch, Instant until)
            throws IOException {
        Instant nextLook = clock.instant().plus(BETWEEN_LOOKS);
        for (Instant now = clock.instant(); now.isBefore(until); now = clock.instant()) {
            if (tails.isEnding()) {
                return End.SHUTDOWN;
            }
            if (!now.isBefore(nextLook)) {
                if (!watch.isStillLetIn()) {
                    return End.ACCESS;
                }
                stream.comment("still here");
                stream.flush();
                nextLook = now.plus(BETWEEN_LOOKS);
            }
            try {
                write(following.next(TURN), stream);
            } catch (RefusedException e) {
                log.warn("a live tail ends: {}", e.refusal().detail());
                return End.KAFKA;
            }
        }
        return End.TIME;
    }

    private static void write(Moment moment, EventStream stream) throws IOException {
        if (moment.isEmpty()) {
            return;
        }
        if (moment.passedOver() > 0) {
            stream.event("passed_over", Map.of("count", moment.passedOver()));
        }
        List<Listed> events = moment.events();
        for (Listed event : events.subList(0, events.size() - 1)) {
            stream.event("event", ListedEventView.of(event));
        }
        stream.event(
                "event",
                ListedEventView.of(events.getLast()),
                EventPlaces.cursor(moment.position()));
        stream.flush();
    }
}
