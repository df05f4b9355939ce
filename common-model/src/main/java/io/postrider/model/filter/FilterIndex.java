package io.postrider.model.filter;

import io.postrider.model.filter.ValueTest.Exact;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Filters and who has them. Members with the same filter share one rule. Its owner sees to it that
 * nobody looks while it changes.
 *
 * <p>Each alternative of a filter is found by one of its fields: by a value, where the field must
 * have one of some exact values, or else by the path, where the field must be there at all. Among
 * several such fields it is the one that finds the fewest others: {@code customer} rather than
 * {@code status}. What is found is matched. Only a filter that asks for nothing but absence is
 * matched with every event.
 */
public final class FilterIndex<M> {

    private static final String TOO_COSTLY =
            "testing the filter takes more than %d steps".formatted(FilterLimits.MAX_STEPS);
    private static final String ALL_TOO_COSTLY =
            "testing all filters of the tenant takes more than %d steps"
                    .formatted(FilterLimits.MAX_STEPS_PER_EVENT);

    /** A filter and its members, known by its identity. */
    private static final class Rule<M> {

        private final Filter filter;
        private final List<Place> places;
        private final Holders<M> members = new Holders<>();

        Rule(Filter filter, List<Place> places) {
            this.filter = filter;
            this.places = places;
        }
    }

    /** Where an alternative is found. */
    private sealed interface Place {

        record AtValue(FieldPath path, Set<Object> keys) implements Place {}

        record AtPath(FieldPath path) implements Place {}

        record Always() implements Place {}
    }

    /** The rules that are found by one path. */
    private static final class Entry<M> {

        private final Map<Object, Holders<Rule<M>>> byValue = new HashMap<>();
        private final Holders<Rule<M>> byPath = new Holders<>();

        boolean isEmpty() {
            return byValue.isEmpty() && byPath.isEmpty();
        }

        int atMostFoundBy(Set<Object> keys) {
            int most = 0;
            for (Object key : keys) {
                Holders<Rule<M>> there = byValue.get(key);
                most = Math.max(most, there == null ? 0 : there.size());
            }
            return most;
        }

        void remove(Object key, Rule<M> rule) {
            byValue.computeIfPresent(
                    key,
                    (_, there) -> {
                        there.remove(rule);
                        return there.isEmpty() ? null : there;
                    });
        }
    }

    private final Map<String, Rule<M>> rules = new HashMap<>();
    private final PathTree<Entry<M>> paths = new PathTree<>();
    private final Holders<Rule<M>> always = new Holders<>();

    /**
     * Takes a member in.
     *
     * @param json the text that the filter is compiled of
     */
    public void add(M member, String json, Filter filter) {
        Rule<M> rule = rules.get(json);
        if (rule == null) {
            rule = new Rule<>(filter, filter.alternatives().stream().map(this::place).toList());
            rules.put(json, rule);
            for (Place place : rule.places) {
                enter(rule, place);
            }
        }
        rule.members.add(member);
    }

    private Place place(Alternative alternative) {
        Place byValue = null;
        Place byPath = null;
        int fewest = Integer.MAX_VALUE;
        int fewestAtPath = Integer.MAX_VALUE;
        for (Field field : alternative.required()) {
            Entry<M> entry = paths.get(field.path());
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

    private void enter(Rule<M> rule, Place place) {
        switch (place) {
            case Place.AtValue(var path, var keys) -> {
                Entry<M> entry = paths.computeIfAbsent(path, Entry::new);
                for (Object key : keys) {
                    entry.byValue.computeIfAbsent(key, _ -> new Holders<>()).add(rule);
                }
            }
            case Place.AtPath(var path) -> paths.computeIfAbsent(path, Entry::new).byPath.add(rule);
            case Place.Always() -> always.add(rule);
        }
    }

    public void remove(M member, String json) {
        Rule<M> rule = rules.get(json);
        if (rule == null || !rule.members.remove(member) || !rule.members.isEmpty()) {
            return;
        }
        rules.remove(json);
        for (Place place : rule.places) {
            leave(rule, place);
        }
    }

    private void leave(Rule<M> rule, Place place) {
        switch (place) {
            case Place.AtValue(var path, var keys) -> {
                Entry<M> entry = paths.get(path);
                if (entry != null) {
                    keys.forEach(key -> entry.remove(key, rule));
                }
                forgetIfEmpty(path, entry);
            }
            case Place.AtPath(var path) -> {
                Entry<M> entry = paths.get(path);
                if (entry != null) {
                    entry.byPath.remove(rule);
                }
                forgetIfEmpty(path, entry);
            }
            case Place.Always() -> always.remove(rule);
        }
    }

    private void forgetIfEmpty(FieldPath path, @Nullable Entry<M> entry) {
        if (entry != null && entry.isEmpty()) {
            paths.remove(path);
        }
    }

    public boolean isEmpty() {
        return rules.isEmpty();
    }

    /**
     * Finds the members whose filter matches the event.
     *
     * @param undecided takes those that cannot be told, and why
     */
    public void match(EventDocument event, Consumer<M> matched, BiConsumer<M, String> undecided) {
        Set<Rule<M>> candidates;
        try {
            candidates = candidates(event);
        } catch (RuntimeException e) {
            String reason = "the filter cannot be tested: " + e.getMessage();
            rules.values().forEach(rule -> tell(rule, reason, undecided));
            return;
        }
        if (event.steps().isSpent()) {
            rules.values().forEach(rule -> tell(rule, ALL_TOO_COSTLY, undecided));
            return;
        }
        for (Rule<M> rule : candidates) {
            match(rule, event, matched, undecided);
        }
    }

    private Set<Rule<M>> candidates(EventDocument event) {
        Set<Holders<Rule<M>>> seen = new LinkedHashSet<>();
        paths.visit(
                event.root(),
                event.steps(),
                (entry, value) -> {
                    if (!entry.byPath.isEmpty()) {
                        seen.add(entry.byPath);
                    }
                    Object key = value.key();
                    Holders<Rule<M>> there = key == null ? null : entry.byValue.get(key);
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
        Set<Rule<M>> candidates = new LinkedHashSet<>();
        seen.forEach(there -> candidates.addAll(there.all()));
        return candidates;
    }

    /** A fault in one filter concerns its members only. */
    private void match(
            Rule<M> rule,
            EventDocument event,
            Consumer<M> matched,
            BiConsumer<M, String> undecided) {
        try {
            switch (rule.filter.match(event)) {
                case MATCH -> rule.members.all().forEach(matched);
                case NO_MATCH -> {
                    // nobody wants it
                }
                case TOO_COSTLY ->
                        tell(
                                rule,
                                event.steps().isSpent() ? ALL_TOO_COSTLY : TOO_COSTLY,
                                undecided);
            }
        } catch (RuntimeException e) {
            tell(rule, "the filter cannot be tested: " + e, undecided);
        }
    }

    private static <M> void tell(Rule<M> rule, String reason, BiConsumer<M, String> undecided) {
        rule.members.all().forEach(member -> undecided.accept(member, reason));
    }
}
