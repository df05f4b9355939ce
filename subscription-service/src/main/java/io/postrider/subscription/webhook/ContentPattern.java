package io.postrider.subscription.webhook;

import software.amazon.event.ruler.JsonRuleCompiler;
import software.amazon.event.ruler.Machine;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The rule of which content patterns a subscription may filter by. */
public final class ContentPattern {

    /** What the dispatcher matches a pattern against. */
    private static final Set<String> MEMBERS =
            Set.of("id", "source", "type", "tenant", "time", "data");

    private static final int LONGEST = 8192;

    private ContentPattern() {}

    /**
     * The pattern, when it is one.
     *
     * @param json an EventBridge-style pattern, like {@code {"data": {"total": [{"numeric": [">",
     *     100]}]}}}
     * @throws IllegalArgumentException saying what is wrong and what is allowed
     */
    public static String checked(String json) {
        if (json.length() > LONGEST) {
            throw new IllegalArgumentException(
                    "filter must have at most %d characters, not %d"
                            .formatted(LONGEST, json.length()));
        }
        for (Map<String, ?> alternative : compiled(json)) {
            for (String path : alternative.keySet()) {
                String member = path.split("\\.", 2)[0];
                if (!MEMBERS.contains(member)) {
                    throw new IllegalArgumentException(
                            "filter names '%s', which no event has; allowed are %s"
                                    .formatted(member, String.join(", ", new TreeSet<>(MEMBERS))));
                }
            }
        }
        return json;
    }

    /** The members of an event that a pattern may name. */
    public static List<String> members() {
        return MEMBERS.stream().sorted().toList();
    }

    /**
     * Whether the pattern selects the event.
     *
     * @param pattern as {@link #checked} allows it
     * @param event a JSON object of {@link #members}
     */
    public static boolean matches(String pattern, String event) {
        try {
            Machine machine = Machine.builder().build();
            machine.addRule("filter", pattern);
            return !machine.rulesForJSONEvent(event).isEmpty();
        } catch (Exception e) {
            throw new IllegalArgumentException("filter cannot be tried on the event", e);
        }
    }

    private static List<? extends Map<String, ?>> compiled(String json) {
        try {
            return JsonRuleCompiler.compile(json);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "filter is not an event pattern: " + firstLine(String.valueOf(e.getMessage())),
                    e);
        }
    }

    /** Below it stands a dump of the parser's state. */
    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("it cannot be read");
    }
}
