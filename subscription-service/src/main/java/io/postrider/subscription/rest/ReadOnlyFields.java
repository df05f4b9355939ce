package io.postrider.subscription.rest;

import io.postrider.subscription.refusal.FieldErrors;

import tools.jackson.databind.JsonNode;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The fields of an answer that no request can change. A request may repeat them as they are, so
 * that what GET answers can be sent back.
 *
 * @param values by name; absent for null
 */
record ReadOnlyFields(Map<String, Optional<?>> values) {

    /** Each name with the value at its place. */
    static ReadOnlyFields of(List<String> names, List<Optional<?>> values) {
        Map<String, Optional<?>> byName = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            byName.put(names.get(i), values.get(i));
        }
        return new ReadOnlyFields(byName);
    }

    /** The names, as a request may have them. */
    static FieldNames names(List<String> names) {
        return FieldNames.orNull(names);
    }

    /**
     * Ends the request when it has another value for any of them.
     *
     * @throws io.postrider.subscription.refusal.RefusedException naming each of these fields
     */
    void requireUnchanged(RequestFields given) {
        FieldErrors errors = new FieldErrors();
        values.forEach((name, value) -> {
            if (given.has(name) && !isSame(given.value(name), value)) {
                errors.add(
                        name,
                        "'%s' is read-only; send it as it is, which is %s, or leave it out"
                                .formatted(name, value.map(Object::toString).orElse("null")));
            }
        });
        errors.refuseIfAny();
    }

    private static boolean isSame(Optional<JsonNode> given, Optional<?> value) {
        if (given.isEmpty() || value.isEmpty()) {
            return given.isEmpty() && value.isEmpty();
        }
        JsonNode node = given.get();
        return switch (value.get()) {
            case Long number -> node.canConvertToLong() && node.longValue() == number;
            case Instant time -> node.isString() && isTime(node.stringValue(), time);
            case Object text -> node.isString() && node.stringValue().equals(text.toString());
        };
    }

    /** However it is spelled: programs read times and write them in their own way. */
    private static boolean isTime(String text, Instant time) {
        try {
            return Parameters.time("time", text).equals(time);
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
