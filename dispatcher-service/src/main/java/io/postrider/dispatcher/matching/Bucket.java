package io.postrider.dispatcher.matching;

import io.postrider.dispatcher.pattern.EventDocument;
import io.postrider.dispatcher.pattern.PatternMachine;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** The subscriptions that name one type pattern. */
final class Bucket {

    private static final Logger log = LoggerFactory.getLogger(Bucket.class);

    private final Set<Registration> unfiltered = new LinkedHashSet<>();
    private @Nullable PatternMachine<Registration> filtered;

    /**
     * Takes the subscription in.
     *
     * @return whether its content pattern, where it has one, can be used
     */
    boolean add(Registration registration) {
        Optional<String> pattern = registration.selection().contentPattern();
        if (pattern.isEmpty()) {
            unfiltered.add(registration);
            return true;
        }
        PatternMachine<Registration> machine = filtered;
        if (machine == null) {
            machine = new PatternMachine<>();
            filtered = machine;
        }
        try {
            machine.add(registration, pattern.get());
            return true;
        } catch (RuntimeException e) {
            log.error(
                    "{} gets nothing, although its pattern was checked when it was made: {}",
                    registration.reference().id(),
                    e.getMessage());
            return false;
        }
    }

    void remove(Registration registration) {
        unfiltered.remove(registration);
        PatternMachine<Registration> machine = filtered;
        Optional<String> pattern = registration.selection().contentPattern();
        if (machine != null && pattern.isPresent()) {
            machine.remove(registration, pattern.get());
            if (machine.isEmpty()) {
                filtered = null;
            }
        }
    }

    boolean isEmpty() {
        return unfiltered.isEmpty() && filtered == null;
    }

    Optional<PatternMachine<Registration>> worthRebuilding() {
        return Optional.ofNullable(filtered).filter(PatternMachine::isWorthRebuilding);
    }

    void collect(EventDocument document, Collection<Registration> found) {
        found.addAll(unfiltered);
        if (filtered != null) {
            filtered.collect(document, found);
        }
    }
}
