package io.postrider.subscription.rest;

import io.postrider.subscription.eventsearch.EventArchive.Listed;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * An event in a list.
 *
 * @param position of its record: partition and offset
 */
record ListedEventView(
        String id,
        @Nullable String source,
        String type,
        String tenant,
        Instant time,
        int dataBytes,
        String position,
        Instant writtenAt) {

    static ListedEventView of(Listed event) {
        return new ListedEventView(
                event.id().value(),
                event.source().orElse(null),
                event.type().value(),
                event.tenant().value(),
                event.time(),
                event.dataBytes(),
                event.position().toString(),
                event.writtenAt());
    }
}
