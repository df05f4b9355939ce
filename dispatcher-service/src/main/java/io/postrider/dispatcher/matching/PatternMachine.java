package io.postrider.dispatcher.matching;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import software.amazon.event.ruler.GenericMachine;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The content patterns of a bucket. Rules are struck out, never deleted; see the package. */
final class PatternMachine {

    private static final Logger log = LoggerFactory.getLogger(PatternMachine.class);
    private static final int FEW = 64;

    private final Set<Registration> members = new HashSet<>();
    private GenericMachine<Registration> machine = newMachine();
    private int struckOut;

    private static GenericMachine<Registration> newMachine() {
        return GenericMachine.<Registration>builder().build();
    }

    boolean add(Registration registration, String pattern) {
        boolean usable = compile(machine, registration, pattern);
        if (usable) {
            members.add(registration);
        }
        return usable;
    }

    /**
     * Patterns are checked when a subscription is made: one that is refused here is our mistake.
     */
    private static boolean compile(
            GenericMachine<Registration> machine, Registration registration, String pattern) {
        try {
            machine.addRule(registration, pattern);
            return true;
        } catch (IOException | RuntimeException e) {
            log.error(
                    "the content pattern of {} matches nothing, because it cannot be read: {}",
                    registration.reference().id(),
                    e.getMessage());
            return false;
        }
    }

    void strikeOut(Registration registration) {
        if (members.remove(registration)) {
            struckOut++;
        }
    }

    boolean isEmpty() {
        return members.isEmpty();
    }

    boolean isWorthRebuilding() {
        return struckOut > FEW && struckOut > members.size();
    }

    /** A machine without those struck out; the caller puts it in place with {@link #replace}. */
    GenericMachine<Registration> rebuilt() {
        GenericMachine<Registration> fresh = newMachine();
        for (Registration member : members) {
            member.selection().contentPattern().ifPresent(p -> compile(fresh, member, p));
        }
        return fresh;
    }

    void replace(GenericMachine<Registration> fresh) {
        machine = fresh;
        struckOut = 0;
    }

    /** Those whose pattern matches the document, some of them perhaps struck out. */
    List<Registration> matching(String document) {
        try {
            return machine.rulesForJSONEvent(document);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(
                    "content patterns cannot be compared with the event: " + e.getMessage(), e);
        }
    }
}
