package io.postrider.dispatcher.matching;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** The subscriptions that name one type pattern. */
final class Bucket {

    private final Set<Registration> unfiltered = new LinkedHashSet<>();
    private @Nullable PatternMachine filtered;

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
        PatternMachine machine = filtered;
        if (machine == null) {
            machine = new PatternMachine();
            filtered = machine;
        }
        return machine.add(registration, pattern.get());
    }

    void remove(Registration registration) {
        unfiltered.remove(registration);
        PatternMachine machine = filtered;
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

    Optional<PatternMachine> worthRebuilding() {
        return Optional.ofNullable(filtered).filter(PatternMachine::isWorthRebuilding);
    }

    void collect(Supplier<String> document, Collection<Registration> found) {
        found.addAll(unfiltered);
        if (filtered != null) {
            filtered.collect(document.get(), found);
        }
    }
}
