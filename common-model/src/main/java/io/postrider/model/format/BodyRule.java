package io.postrider.model.format;

import java.util.Optional;

/**
 * How an event becomes a body.
 *
 * @param eventIds the form in which the format gives ids of events; as the producer wrote them
 *     where there is none
 */
public record BodyRule(
        BodyTemplate template, Serialization serialization, Optional<EventIdStyle> eventIds) {}
