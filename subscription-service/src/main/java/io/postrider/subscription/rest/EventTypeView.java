package io.postrider.subscription.rest;

import com.fasterxml.jackson.annotation.JsonRawValue;

import io.postrider.subscription.eventtype.RegisteredType;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/** An event type as callers see it. */
record EventTypeView(
        String name,
        @Nullable String description,
        @JsonRawValue @Nullable String schema,
        @JsonRawValue @Nullable String example,
        Instant createdAt,
        Instant updatedAt) {

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
