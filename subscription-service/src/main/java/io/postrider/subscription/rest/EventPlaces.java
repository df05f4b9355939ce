package io.postrider.subscription.rest;

import io.postrider.model.RecordPosition;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Where events lie, as clients are told and tell. */
final class EventPlaces {

    private EventPlaces() {}

    /** One offset for each partition, as a cursor. */
    static String cursor(Map<Integer, Long> offsets) {
        return Page.encode(
                new TreeMap<>(offsets)
                        .entrySet().stream().map(it -> it.getKey() + ":" + it.getValue()).toList());
    }

    /** What a cursor says; nothing without one. */
    static Map<Integer, Long> offsets(Optional<String> cursor) {
        return Page.marks(cursor, EventPlaces::offsets).orElse(Map.of());
    }

    private static Map<Integer, Long> offsets(List<String> marks) {
        return marks.stream()
                .map(EventPlaces::position)
                .collect(Collectors.toMap(RecordPosition::partition, RecordPosition::offset));
    }

    static RecordPosition position(String text) {
        String[] parts = text.split(":", -1);
        try {
            if (parts.length == 2) {
                return new RecordPosition(Integer.parseInt(parts[0]), Long.parseLong(parts[1]));
            }
        } catch (NumberFormatException _) {
            // said below
        }
        throw new IllegalArgumentException(
                "position must be a partition and an offset, like 3:1207");
    }
}
