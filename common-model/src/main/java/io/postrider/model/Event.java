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
 * @param data one JSON value in UTF-8, byte for byte as the producer wrote it
 */
public record Event(
        EventId id,
        Optional<String> source,
        EventType type,
        TenantId tenant,
        Instant time,
        Payload data) {

    private static final int LONGEST_SOURCE = 512;

    public Event {
        source.ifPresent(Event::checkedSource);
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
