package io.postrider.subscription.rest;

import com.fasterxml.jackson.annotation.JsonRawValue;

import io.postrider.subscription.eventtype.RegisteredType;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** An event type as callers see it. */
record EventTypeView(
        String name,
        @Nullable String description,
        @JsonRawValue @Nullable String schema,
        @JsonRawValue @Nullable String example,
        Instant createdAt,
        Instant updatedAt) {

    /** What requests cannot change. */
    static final List<String> READ_ONLY = List.of("name", "created_at", "updated_at");

    /** The values of {@link #READ_ONLY}. */
    ReadOnlyFields readOnly() {
        return ReadOnlyFields.of(
                READ_ONLY,
                List.of(Optional.of(name), Optional.of(createdAt), Optional.of(updatedAt)));
    }

    static EventTypeView of(RegisteredType type) {
        return new EventTypeView(
                type.name().value(),
                type.about().description().orElse(null),
                type.about().schema().orElse(null),
                type.about().example().orElse(null),
                type.createdAt(),
                type.updatedAt());
    }
}
