package io.postrider.model;

import java.time.Instant;
import java.util.Optional;

/**
 * Something that happened upstream and that subscriptions may want to hear of.
 *
 * @param id unique together with {@code source}
 * @param source the context of the event (CloudEvents 1.0, {@code source}); 1 to 512 characters
 * @param type what happened
 * @param tenant whose subscriptions are told
 * @param time when it happened, by the producer's clock
 * @param data one JSON value in UTF-8, byte for byte as the producer wrote it; {@link #NO_DATA}
 *     when it wrote none
 */
public record Event(
        EventId id,
        Optional<String> source,
        EventType type,
        TenantId tenant,
        Instant time,
        Payload data) {

    /**
     * Stands for the data of an event that has none: receivers get {@code null}, filters see no
     * data at all. Known by its identity, since an event may also have {@code null} as its data.
     */
    public static final Payload NO_DATA = Payload.of("null");

    private static final int LONGEST_SOURCE = 512;

    public Event {
        source.ifPresent(Event::checkedSource);
    }

    /** Whether the producer wrote any data, be it {@code null}. */
    @SuppressWarnings("ReferenceEquality") // an equal payload may be data
    public boolean hasData() {
        return data != NO_DATA;
    }

    /**
     * The text, when it can be a source.
     *
     * @throws IllegalArgumentException when it cannot
     */
    public static String checkedSource(String text) {
        return Text.bounded(text, "source", LONGEST_SOURCE);
    }
}
