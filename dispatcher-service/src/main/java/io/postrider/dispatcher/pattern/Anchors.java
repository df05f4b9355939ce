package io.postrider.dispatcher.pattern;

import com.fasterxml.jackson.databind.JsonNode;

import io.postrider.dispatcher.pattern.PlainPattern.Field;
import io.postrider.dispatcher.pattern.ValueTest.Exactly;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Finds, by a value that an event must have, the few patterns worth testing. A pattern's anchor is
 * the one of its exact fields that the fewest others are found by: {@code customer} rather than
 * {@code status}.
 */
final class Anchors<R> {

    /** Each event is asked for every one of them. */
    private static final int MOST_PATHS = 64;

    private final Map<FieldPath, Map<Object, Holders<R>>> byPath = new HashMap<>();

    /** The field to find the pattern by; none when there is no suitable one. */
    @Nullable Field choose(PlainPattern pattern) {
        Field best = null;
        int fewest = Integer.MAX_VALUE;
        for (Field field : pattern.fields()) {
            boolean room = byPath.size() < MOST_PATHS || byPath.containsKey(field.path());
            if (room && field.isExact()) {
                int crowd = crowd(field);
                if (crowd < fewest) {
                    best = field;
                    fewest = crowd;
                }
            }
        }
        return best;
    }

    private int crowd(Field field) {
        Map<Object, Holders<R>> byValue = byPath.getOrDefault(field.path(), Map.of());
        int most = 0;
        for (ValueTest value : field.anyOf()) {
            Holders<R> there = byValue.get(key(value));
            most = Math.max(most, there == null ? 0 : there.all().size());
        }
        return most;
    }

    void add(R rule, Field anchor) {
        Map<Object, Holders<R>> byValue =
                byPath.computeIfAbsent(anchor.path(), _ -> new HashMap<>());
        for (ValueTest value : anchor.anyOf()) {
            byValue.computeIfAbsent(key(value), _ -> new Holders<>()).add(rule);
        }
    }

    void remove(R rule, Field anchor) {
        byPath.computeIfPresent(
                anchor.path(),
                (_, byValue) -> {
                    for (ValueTest value : anchor.anyOf()) {
                        byValue.computeIfPresent(
                                key(value),
                                (_, there) -> {
                                    there.remove(rule);
                                    return there.isEmpty() ? null : there;
                                });
                    }
                    return byValue.isEmpty() ? null : byValue;
                });
    }

    private static Object key(ValueTest value) {
        if (value instanceof Exactly(Object key)) {
            return key;
        }
        throw new IllegalArgumentException("an anchor has exact values only");
    }

    /** Names those the event may fit, one perhaps several times. */
    void candidates(EventDocument event, Consumer<R> candidate) {
        byPath.forEach((path, byValue) -> {
            for (Leaf leaf : event.leaves(path)) {
                Holders<R> there = at(byValue, leaf.value());
                if (there != null) {
                    there.all().forEach(candidate);
                }
            }
        });
    }

    private static <R> @Nullable Holders<R> at(Map<Object, Holders<R>> byValue, JsonNode value) {
        Object key = ValueTest.keyOf(value);
        return key == null ? null : byValue.get(key);
    }
}
