package io.postrider.model.filter;

import software.amazon.event.ruler.JsonRuleCompiler;
import software.amazon.event.ruler.Patterns;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A content filter, ready to be matched. {@link FilterLimits} says how large it may be and how much
 * work it may cause.
 */
public final class Filter {

    /** The members of an event that a filter may name. */
    public static final List<String> MEMBERS =
            List.of("data", "id", "source", "tenant", "time", "type");

    private final List<Alternative> alternatives;

    private Filter(List<Alternative> alternatives) {
        this.alternatives = List.copyOf(alternatives);
    }

    /**
     * Compiles a filter.
     *
     * @param json an EventBridge-style pattern, like {@code {"data": {"total": [{"numeric": [">",
     *     100]}]}}}
     * @throws IllegalArgumentException saying what is wrong and what is allowed
     */
    public static Filter compile(String json) {
        ObjectNode tree = FilterJson.parse(json);
        FilterSize.check(tree);
        List<Map<String, List<Patterns>>> accepted = compileByRuler(tree);
        List<Map<String, Field>> read = FilterReader.alternatives(tree);
        requireSameFields(accepted, read);
        read.stream().flatMap(fields -> fields.keySet().stream()).forEach(Filter::checkMember);
        return new Filter(read.stream().map(fields -> new Alternative(fields.values())).toList());
    }

    private static List<Map<String, List<Patterns>>> compileByRuler(ObjectNode tree) {
        try {
            return JsonRuleCompiler.compile(withoutNameLookups(tree).toString());
        } catch (IOException | RuntimeException e) {
            throw new IllegalArgumentException(
                    "filter is not an event pattern: " + firstLine(String.valueOf(e.getMessage())),
                    e);
        }
    }

    /**
     * The same filter to Ruler, which looks a text such as {@code 10.0.19041.1} up as a host name
     * to find out whether it is an address.
     */
    private static JsonNode withoutNameLookups(JsonNode filter) {
        JsonNode copy = filter.deepCopy();
        replaceAddresses(copy);
        return copy;
    }

    private static void replaceAddresses(JsonNode node) {
        if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                JsonNode element = array.get(i);
                if (element.isString() && AddressBlock.looksLikeAddress(element.stringValue())) {
                    array.set(i, "an address");
                }
            }
        }
        node.forEach(Filter::replaceAddresses);
    }

    /** Ruler and {@link FilterReader} must have read the same filter. */
    private static void requireSameFields(
            List<Map<String, List<Patterns>>> accepted, List<Map<String, Field>> read) {
        List<Set<String>> expected = accepted.stream().map(Map::keySet).toList();
        if (!expected.equals(read.stream().map(Map::keySet).toList())) {
            throw new IllegalArgumentException("filter has fields that cannot be told apart");
        }
    }

    private static void checkMember(String path) {
        String member = path.split("\\.", 2)[0];
        if (!MEMBERS.contains(member)) {
            throw new IllegalArgumentException(
                    "filter names '%s', which no event has; allowed are %s"
                            .formatted(member, String.join(", ", MEMBERS)));
        }
    }

    /** Below it stands a dump of the parser's state. */
    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("it cannot be read");
    }

    List<Alternative> alternatives() {
        return alternatives;
    }

    /**
     * Whether the event matches.
     *
     * @throws IllegalArgumentException when the event's data is not JSON
     */
    public Verdict match(EventDocument event) {
        Steps steps = event.steps().atMost(FilterLimits.MAX_STEPS);
        Verdict verdict = match(event.root(), steps);
        event.steps().take(steps.taken());
        return verdict;
    }

    Verdict match(EventValue event, Steps steps) {
        for (Alternative alternative : alternatives) {
            boolean matches = alternative.matches(event, steps);
            if (steps.isSpent()) {
                return Verdict.TOO_COSTLY;
            }
            if (matches) {
                return Verdict.MATCH;
            }
        }
        return Verdict.NO_MATCH;
    }
}
