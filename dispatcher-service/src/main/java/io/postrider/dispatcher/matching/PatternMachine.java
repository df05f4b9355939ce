package io.postrider.dispatcher.matching;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import software.amazon.event.ruler.GenericMachine;

import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The content patterns of a bucket: one rule for each pattern, however many subscriptions share it.
 * Rules are never deleted, see the package; those that nobody has any more are left out when the
 * machine is built anew.
 */
final class PatternMachine {

    private static final Logger log = LoggerFactory.getLogger(PatternMachine.class);
    private static final int FEW = 64;

    /** Known to the machine by its identity. */
    private static final class Rule {
        private final Set<Registration> members = new LinkedHashSet<>();
    }

    private final Map<String, Rule> rules = new HashMap<>();
    private GenericMachine<Rule> machine = newMachine();
    private int members;
    private int abandoned;

    private static GenericMachine<Rule> newMachine() {
        return GenericMachine.<Rule>builder().build();
    }

    /** Returns whether the pattern can be used. */
    boolean add(Registration registration, String pattern) {
        Rule rule = rules.get(pattern);
        if (rule == null) {
            rule = new Rule();
            if (!compile(machine, rule, pattern, registration)) {
                return false;
            }
            rules.put(pattern, rule);
        } else if (rule.members.isEmpty()) {
            abandoned--;
        }
        rule.members.add(registration);
        members++;
        return true;
    }

    /**
     * Patterns are checked when a subscription is made: one that is refused here is our mistake.
     */
    private static boolean compile(
            GenericMachine<Rule> machine, Rule rule, String pattern, Registration registration) {
        try {
            machine.addRule(rule, pattern);
            return true;
        } catch (IOException | RuntimeException e) {
            log.error(
                    "the content pattern of {} matches nothing, because it cannot be read: {}",
                    registration.reference().id(),
                    e.getMessage());
            return false;
        }
    }

    void remove(Registration registration, String pattern) {
        Rule rule = rules.get(pattern);
        if (rule != null && rule.members.remove(registration)) {
            members--;
            if (rule.members.isEmpty()) {
                abandoned++;
            }
        }
    }

    boolean isEmpty() {
        return members == 0;
    }

    boolean isWorthRebuilding() {
        return abandoned > FEW && abandoned > rules.size() / 2;
    }

    /** What to do, with nobody looking up, to have a machine without the abandoned rules. */
    Runnable rebuild() {
        GenericMachine<Rule> fresh = newMachine();
        rules.forEach((pattern, rule) ->
                rule.members.stream()
                        .findFirst()
                        .ifPresent(member -> compile(fresh, rule, pattern, member)));
        return () -> {
            machine = fresh;
            rules.values().removeIf(rule -> rule.members.isEmpty());
            abandoned = 0;
        };
    }

    /** Adds those whose pattern matches the document. */
    void collect(String document, Collection<Registration> found) {
        try {
            for (Rule rule : machine.rulesForJSONEvent(document)) {
                found.addAll(rule.members);
            }
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(
                    "content patterns cannot be compared with the event: " + e.getMessage(), e);
        }
    }
}
