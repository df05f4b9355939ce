package io.postrider.dispatcher.pattern;

import org.jspecify.annotations.Nullable;

import software.amazon.event.ruler.GenericMachine;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Content patterns and who has them. Members with the same pattern share one rule. Its owner sees
 * to it that nobody looks while it changes.
 */
public final class PatternMachine<M> {

    private static final int FEW = 64;

    /** Known to Ruler by its identity. */
    private static final class Rule<M> {
        private final Set<M> members = new LinkedHashSet<>();
        private @Nullable Precise<M> precise;
    }

    /** A machine of so few costly patterns that they cannot multiply. */
    private static final class Precise<M> {
        private static final int MOST = 8;
        private final GenericMachine<Rule<M>> machine = newMachine();
        private int size;
    }

    /** Ruler's machines, which only ever grow. */
    private static final class Machines<M> {

        private final GenericMachine<Rule<M>> screen = newMachine();
        private Precise<M> latest = new Precise<>();

        /** Returns where the rule's pattern stands as it is, when that is not the screen. */
        @Nullable Precise<M> add(Rule<M> rule, CompiledPattern pattern) {
            if (!pattern.isCostly()) {
                pattern.addTo(screen, rule);
                return null;
            }
            if (latest.size == Precise.MOST) {
                latest = new Precise<>();
            }
            pattern.addTo(latest.machine, rule);
            pattern.relaxed().addTo(screen, rule);
            latest.size++;
            return latest;
        }
    }

    private final Map<String, Rule<M>> rules = new HashMap<>();
    private Machines<M> machines = new Machines<>();
    private int members;
    private int abandoned;

    private static <R> GenericMachine<R> newMachine() {
        return GenericMachine.<R>builder().build();
    }

    /**
     * Takes a member in.
     *
     * @throws IllegalArgumentException saying what is wrong with the pattern
     */
    public void add(M member, String pattern) {
        Rule<M> rule = rules.get(pattern);
        if (rule == null) {
            rule = new Rule<>();
            rule.precise = machines.add(rule, CompiledPattern.of(pattern));
            rules.put(pattern, rule);
        } else if (rule.members.isEmpty()) {
            abandoned--;
        }
        rule.members.add(member);
        members++;
    }

    public void remove(M member, String pattern) {
        Rule<M> rule = rules.get(pattern);
        if (rule != null && rule.members.remove(member)) {
            members--;
            if (rule.members.isEmpty()) {
                abandoned++;
            }
        }
    }

    public boolean isEmpty() {
        return members == 0;
    }

    /** Whether most rules are nobody's. */
    public boolean isWorthRebuilding() {
        return abandoned > FEW && abandoned > rules.size() / 2;
    }

    /**
     * Builds machines without the rules that are nobody's, while others may look.
     *
     * @return what puts them in place
     */
    public Runnable rebuild() {
        Machines<M> fresh = new Machines<>();
        Map<Rule<M>, @Nullable Precise<M>> places = new HashMap<>();
        rules.forEach((pattern, rule) -> {
            if (!rule.members.isEmpty()) {
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
    public void collect(EventDocument document, Collection<M> found) {
        Set<Precise<M>> candidates = new LinkedHashSet<>();
        for (Rule<M> rule : machines.screen.rulesForJSONEvent(document.tree())) {
            Precise<M> precise = rule.precise;
            if (precise == null) {
                found.addAll(rule.members);
            } else if (!rule.members.isEmpty()) {
                candidates.add(precise);
            }
        }
        for (Precise<M> precise : candidates) {
            precise.machine
                    .rulesForJSONEvent(document.tree())
                    .forEach(rule -> found.addAll(rule.members));
        }
    }
}
