package io.postrider.dispatcher.dispatch;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import io.postrider.model.Event;
import io.postrider.model.EventId;
import io.postrider.model.TenantId;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * When the deliveries of an event are created. A delivery is known by its id, which follows from
 * the event's id, and by this time: so an event that is published again gets a later time, even in
 * the same millisecond. Remembers the last 10,000 events, for a minute.
 */
final class CreationTimes {

    private static final int MAX_EVENTS = 10_000;
    private static final Duration MEMORY = Duration.ofMinutes(1);

    private record Key(TenantId tenant, Optional<String> source, EventId id) {}

    private final Cache<Key, Instant> times =
            Caffeine.newBuilder().maximumSize(MAX_EVENTS).expireAfterWrite(MEMORY).build();

    /** Returns the time to the millisecond, after all times given before for events of this id. */
    Instant next(Event event, Instant now) {
        return times.asMap()
                .merge(
                        new Key(event.tenant(), event.source(), event.id()),
                        now.truncatedTo(ChronoUnit.MILLIS),
                        CreationTimes::after);
    }

    private static Instant after(Instant last, Instant now) {
        return now.isAfter(last) ? now : last.plusMillis(1);
    }
}
