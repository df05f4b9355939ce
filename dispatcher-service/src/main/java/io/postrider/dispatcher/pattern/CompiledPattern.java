package io.postrider.dispatcher.pattern;

import software.amazon.event.ruler.GenericMachine;
import software.amazon.event.ruler.JsonRuleCompiler;
import software.amazon.event.ruler.MatchType;
import software.amazon.event.ruler.Patterns;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A pattern as Ruler compiles it.
 *
 * @param alternatives of which one must match; in each, the values that a field may have
 */
record CompiledPattern(List<Map<String, List<Patterns>>> alternatives) {

    /**
     * Compiles the pattern.
     *
     * @throws IllegalArgumentException saying what is wrong with it
     */
    static CompiledPattern of(String pattern) {
        try {
            return new CompiledPattern(JsonRuleCompiler.compile(pattern));
        } catch (IOException | RuntimeException e) {
            throw new IllegalArgumentException("not a content pattern: " + e.getMessage(), e);
        }
    }

    /** Whether it asks for all of just these fields, none of them in two ways. */
    boolean isConjunctionOf(Set<String> fields) {
        return alternatives.size() == 1 && alternatives.getFirst().keySet().equals(fields);
    }

    /** How many ranges it has, of numbers or of addresses. */
    long ranges() {
        return alternatives.stream()
                .flatMap(fields -> fields.values().stream())
                .flatMap(List::stream)
                .filter(value -> value.type() == MatchType.NUMERIC_RANGE)
                .count();
    }

    boolean isCostly() {
        return alternatives.stream()
                .flatMap(fields -> fields.values().stream())
                .flatMap(List::stream)
                .anyMatch(CompiledPattern::isCostly);
    }

    private static boolean isCostly(Patterns value) {
        return switch (value.type()) {
            case NUMERIC_RANGE, WILDCARD, ANYTHING_BUT_WILDCARD -> true;
            case EXACT,
                    ABSENT,
                    EXISTS,
                    PREFIX,
                    PREFIX_EQUALS_IGNORE_CASE,
                    SUFFIX,
                    SUFFIX_EQUALS_IGNORE_CASE,
                    NUMERIC_EQ,
                    ANYTHING_BUT,
                    ANYTHING_BUT_IGNORE_CASE,
                    ANYTHING_BUT_PREFIX,
                    ANYTHING_BUT_SUFFIX,
                    EQUALS_IGNORE_CASE ->
                    false;
        };
    }

    /** Matches whatever this matches, and more: a costly value becomes "is there". */
    CompiledPattern relaxed() {
        return new CompiledPattern(alternatives.stream().map(CompiledPattern::relaxed).toList());
    }

    private static Map<String, List<Patterns>> relaxed(Map<String, List<Patterns>> fields) {
        Map<String, List<Patterns>> relaxed = new HashMap<>();
        fields.forEach((field, values) ->
                relaxed.put(
                        field,
                        values.stream()
                                .map(value ->
                                        isCostly(value) ? Patterns.existencePatterns() : value)
                                .toList()));
        return relaxed;
    }

    <R> void addTo(GenericMachine<R> machine, R rule) {
        alternatives.forEach(fields -> machine.addPatternRule(rule, fields));
    }
}
