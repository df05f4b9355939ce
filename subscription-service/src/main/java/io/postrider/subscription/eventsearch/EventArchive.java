package io.postrider.subscription.eventsearch;

import io.postrider.model.Event;
import io.postrider.model.EventId;
import io.postrider.model.EventType;
import io.postrider.model.RecordPosition;
import io.postrider.model.TenantId;
import io.postrider.subscription.access.Reach;
import io.postrider.subscription.refusal.RefusedException;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The events that Kafka still has. */
public interface EventArchive {

    /** How many records one search looks at. */
    int MOST_EXAMINED = 5_000;

    /**
     * Looks at the latest records first, until so many are found or {@value #MOST_EXAMINED} looked
     * at.
     *
     * @param before of each partition the offset below which to look, as an earlier search left it;
     *     empty to begin with the latest
     * @throws RefusedException when Kafka does not answer in time
     */
    Found search(Filter filter, Map<Integer, Long> before, int limit);

    /**
     * The event of the record, when there is one and it is within reach.
     *
     * @throws RefusedException when Kafka does not answer in time
     */
    Optional<Event> read(Reach reach, RecordPosition position);

    /**
     * Which events.
     *
     * @param from when the record was written, inclusive
     * @param to exclusive
     */
    record Filter(
            Reach reach,
            Optional<EventId> id,
            Optional<EventType> type,
            Optional<Instant> from,
            Optional<Instant> to) {

        public boolean takes(Event event) {
            return reach.covers(event.tenant())
                    && id.filter(wanted -> !wanted.equals(event.id())).isEmpty()
                    && type.filter(wanted -> !wanted.equals(event.type())).isEmpty();
        }
    }

    /**
     * An event without its data.
     *
     * @param writtenAt when Kafka took it
     * @param dataBytes of its data
     */
    record Listed(
            EventId id,
            Optional<String> source,
            EventType type,
            TenantId tenant,
            Instant time,
            int dataBytes,
            RecordPosition position,
            Instant writtenAt) {}

    /**
     * What was found, the latest first.
     *
     * @param next where another search goes on; empty when there is nothing more
     * @param searchedTo until when all is searched; absent where nothing was looked at
     */
    record Found(List<Listed> events, Map<Integer, Long> next, Optional<Instant> searchedTo) {

        public Found {
            events = List.copyOf(events);
            next = Map.copyOf(next);
        }
    }
}
