package io.postrider.model.filter;

import io.postrider.model.filter.ValueTest.Exact;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds the filters that may match an event, without a look at most others.
 *
 * <p>Each alternative of a filter is found by one of its fields: by a value, where the field must
 * have one of some exact values, or else by the path, where the field must be there at all. Among
 * several such fields it is the one that finds the fewest others: {@code customer} rather than
 * {@code status}. A filter that asks for nothing but absence is found by every event.
 *
 * @param <R> a rule, known by its identity
 */
final class CandidateIndex<R> {

    /** Where an alternative is found. */
    sealed interface Place {

        record AtValue(FieldPath path, Set<Object> keys) implements Place {}

        record AtPath(FieldPath path) implements Place {}

        record Always() implements Place {}
    }

    /** The rules that are found by one path. */
    private static final class Entry<R> {

        private final Map<Object, Holders<R>> byValue = new HashMap<>();
        private final Holders<R> byPath = new Holders<>();

        boolean isEmpty() {
            return byValue.isEmpty() && byPath.isEmpty();
        }

        int atMostFoundBy(Set<Object> keys) {
            int most = 0;
            for (Object key : keys) {
                Holders<R> there = byValue.get(key);
                most = Math.max(most, there == null ? 0 : there.size());
            }
            return most;
        }

        void remove(Object key, R rule) {
            byValue.computeIfPresent(
                    key,
                    (_, there) -> {
                        there.remove(rule);
                        return there.isEmpty() ? null : there;
                    });
        }
    }

    private final PathTree<Entry<R>> paths = new PathTree<>();
    private final Holders<R> always = new Holders<>();

    /** Takes a rule in, and returns where it is found. */
    List<Place> add(R rule, Filter filter) {
        List<Place> places = filter.alternatives().stream().map(this::place).toList();
        places.forEach(place -> enter(rule, place));
        return places;
    }

    private Place place(Alternative alternative) {
        Place byValue = null;
        Place byPath = null;
        int fewest = Integer.MAX_VALUE;
        int fewestAtPath = Integer.MAX_VALUE;
        for (Field field : alternative.required()) {
            Entry<R> entry = paths.get(field.path());
            if (field.isExact()) {
                Set<Object> keys = keys(field);
                int others = entry == null ? 0 : entry.atMostFoundBy(keys);
                if (others < fewest) {
                    fewest = others;
                    byValue = new Place.AtValue(field.path(), keys);
                }
            } else {
                int others = entry == null ? 0 : entry.byPath.size();
                if (others < fewestAtPath) {
                    fewestAtPath = others;
                    byPath = new Place.AtPath(field.path());
                }
            }
        }
        return byValue != null ? byValue : byPath != null ? byPath : new Place.Always();
    }

    private static Set<Object> keys(Field field) {
        return field.anyOf().stream()
                .map(Exact.class::cast)
                .map(Exact::key)
                .collect(Collectors.toUnmodifiableSet());
    }

    private void enter(R rule, Place place) {
        switch (place) {
            case Place.AtValue(var path, var keys) -> {
                Entry<R> entry = paths.computeIfAbsent(path, Entry::new);
                for (Object key : keys) {
                    entry.byValue.computeIfAbsent(key, _ -> new Holders<>()).add(rule);
                }
            }
            case Place.AtPath(var path) -> paths.computeIfAbsent(path, Entry::new).byPath.add(rule);
            case Place.Always() -> always.add(rule);
        }
    }

    void remove(R rule, List<Place> places) {
        places.forEach(place -> leave(rule, place));
    }

    private void leave(R rule, Place place) {
        switch (place) {
            case Place.AtValue(var path, var keys) -> {
                Entry<R> entry = paths.get(path);
                if (entry != null) {
                    keys.forEach(key -> entry.remove(key, rule));
                }
                forgetIfEmpty(path, entry);
            }
            case Place.AtPath(var path) -> {
                Entry<R> entry = paths.get(path);
                if (entry != null) {
                    entry.byPath.remove(rule);
                }
                forgetIfEmpty(path, entry);
            }
            case Place.Always() -> always.remove(rule);
        }
    }

    private void forgetIfEmpty(FieldPath path, @Nullable Entry<R> entry) {
        if (entry != null && entry.isEmpty()) {
            paths.remove(path);
        }
    }

    /**
     * Returns what may match the event; incomplete when the event's steps are spent.
     *
     * @throws IllegalArgumentException when the event's data is not JSON
     */
    Set<R> find(EventDocument event) {
        Set<Holders<R>> seen = new LinkedHashSet<>();
        paths.visit(
                event.root(),
                event.steps(),
                (entry, value) -> {
                    if (!entry.byPath.isEmpty()) {
                        seen.add(entry.byPath);
                    }
                    Object key = value.key();
                    Holders<R> there = key == null ? null : entry.byValue.get(key);
                    if (there != null) {
                        seen.add(there);
                    }
                });
        if (!always.isEmpty()) {
            seen.add(always);
        }
        if (seen.size() == 1) {
            return seen.iterator().next().all();
        }
        Set<R> candidates = new LinkedHashSet<>();
        seen.forEach(there -> candidates.addAll(there.all()));
        return candidates;
    }
}
