package io.postrider.model.filter;

import io.postrider.model.filter.CandidateIndex.Place;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Filters and who has them. Members with the same filter share one rule. A {@link CandidateIndex}
 * finds the rules that are worth matching. For use by one thread at a time.
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
        private final Holders<M> members = new Holders<>();
        private List<Place> places = List.of();

        Rule(Filter filter) {
            this.filter = filter;
        }
    }

    private final Map<String, Rule<M>> rules = new HashMap<>();
    private final CandidateIndex<Rule<M>> candidates = new CandidateIndex<>();

    /**
     * Takes a member in.
     *
     * @param json the text that the filter is compiled of
     */
    public void add(M member, String json, Filter filter) {
        Rule<M> rule = rules.get(json);
        if (rule == null) {
            rule = new Rule<>(filter);
            rules.put(json, rule);
            rule.places = candidates.add(rule, filter);
        }
        rule.members.add(member);
    }

    public void remove(M member, String json) {
        Rule<M> rule = rules.get(json);
        if (rule == null || !rule.members.remove(member) || !rule.members.isEmpty()) {
            return;
        }
        rules.remove(json);
        candidates.remove(rule, rule.places);
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
        Set<Rule<M>> found;
        try {
            found = candidates.find(event);
        } catch (RuntimeException e) {
            String reason = "the filter cannot be tested: " + e.getMessage();
            rules.values().forEach(rule -> tell(rule, reason, undecided));
            return;
        }
        if (event.steps().isSpent()) {
            rules.values().forEach(rule -> tell(rule, ALL_TOO_COSTLY, undecided));
            return;
        }
        for (Rule<M> rule : found) {
            match(rule, event, matched, undecided);
        }
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
