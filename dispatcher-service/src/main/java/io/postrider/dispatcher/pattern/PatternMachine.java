package io.postrider.dispatcher.pattern;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Content patterns and who has them. Members with the same pattern share one rule. Its owner sees
 * to it that nobody looks while it changes.
 */
public final class PatternMachine<M> {

    private static final int FEW = 64;

    private final Map<String, Rule<M>> rules = new HashMap<>();
    private final PlainPatternReader reader = new PlainPatternReader();
    private final Anchors<Rule<M>> anchors = new Anchors<>();
    private RulerMachines<M> machines = new RulerMachines<>();
    private int members;
    private int abandoned;

    /**
     * Takes a member in.
     *
     * @throws IllegalArgumentException saying what is wrong with the pattern
     */
    public void add(M member, String pattern) {
        Rule<M> rule = rules.get(pattern);
        if (rule == null) {
            rule = newRule(pattern);
            rules.put(pattern, rule);
        } else if (rule.members.isEmpty()) {
            abandoned--;
        }
        rule.members.add(member);
        members++;
    }

    private Rule<M> newRule(String pattern) {
        CompiledPattern compiled = CompiledPattern.of(pattern);
        Optional<PlainPattern> plain = reader.read(pattern, compiled);
        Rule<M> rule = new Rule<>(plain.orElse(null), plain.map(anchors::choose).orElse(null));
        if (rule.anchor != null) {
            anchors.add(rule, rule.anchor);
        } else {
            rule.precise = machines.add(rule, compiled);
        }
        return rule;
    }

    public void remove(M member, String pattern) {
        Rule<M> rule = rules.get(pattern);
        if (rule == null || !rule.members.remove(member)) {
            return;
        }
        members--;
        if (!rule.members.isEmpty()) {
            return;
        }
        if (rule.anchor != null) {
            anchors.remove(rule, rule.anchor);
            rules.remove(pattern);
        } else {
            abandoned++;
        }
    }

    public boolean isEmpty() {
        return members == 0;
    }

    /** Whether most of what Ruler holds is nobody's. */
    public boolean isWorthRebuilding() {
        return abandoned > FEW && abandoned > machines.size() / 2;
    }

    /**
     * Builds machines without the rules that are nobody's, while others may look.
     *
     * @return what puts them in place
     */
    public Runnable rebuild() {
        RulerMachines<M> fresh = new RulerMachines<>();
        Map<Rule<M>, RulerMachines.@Nullable Precise<M>> places = new HashMap<>();
        rules.forEach((pattern, rule) -> {
            if (rule.anchor == null && !rule.members.isEmpty()) {
                places.put(rule, fresh.add(rule, CompiledPattern.of(pattern)));
            }
        });
        return () -> {
            machines = fresh;
            places.forEach((rule, precise) -> rule.precise = precise);
            rules.values().removeIf(rule -> rule.members.isEmpty());
            abandoned = 0;
        };
    }

    /** Adds those whose pattern matches the event. */
    public void collect(EventDocument event, Collection<M> found) {
        anchors.candidates(event, rule -> rule.collectIfPlainMatches(event, found));
        Set<RulerMachines.Precise<M>> undecided = new LinkedHashSet<>();
        for (Rule<M> rule : machines.screen(event)) {
            RulerMachines.Precise<M> precise = rule.precise;
            if (precise == null) {
                rule.collectIfPlainMatches(event, found);
            } else if (!rule.members.isEmpty()) {
                undecided.add(precise);
            }
        }
        for (RulerMachines.Precise<M> precise : undecided) {
            precise.rulesFor(event).forEach(rule -> found.addAll(rule.members.all()));
        }
    }
}
