package io.postrider.dispatcher.matching;

import io.postrider.model.filter.EventDocument;
import io.postrider.model.filter.Filter;
import io.postrider.model.filter.FilterIndex;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** The subscriptions that name one type pattern. */
final class Bucket {

    private final Set<Registration> unfiltered = new LinkedHashSet<>();
    private @Nullable FilterIndex<Registration> filtered;

    /**
     * Takes the subscription in.
     *
     * @param filter compiled of its content pattern, where it has one
     */
    void add(Registration registration, Optional<Filter> filter) {
        if (filter.isEmpty()) {
            unfiltered.add(registration);
            return;
        }
        FilterIndex<Registration> index = filtered;
        if (index == null) {
            index = new FilterIndex<>();
            filtered = index;
        }
        index.add(
                registration,
                registration.selection().contentPattern().orElseThrow(),
                filter.get());
    }

    void remove(Registration registration) {
        unfiltered.remove(registration);
        FilterIndex<Registration> index = filtered;
        Optional<String> pattern = registration.selection().contentPattern();
        if (index != null && pattern.isPresent()) {
            index.remove(registration, pattern.get());
            if (index.isEmpty()) {
                filtered = null;
            }
        }
    }

    boolean isEmpty() {
        return unfiltered.isEmpty() && filtered == null;
    }

    /**
     * Finds the subscriptions that want the event.
     *
     * @param undecided takes those of which it cannot be told, and why
     */
    void match(
            EventDocument document,
            Consumer<Registration> wanted,
            BiConsumer<Registration, String> undecided) {
        unfiltered.forEach(wanted);
        if (filtered != null) {
            filtered.match(document, wanted, undecided);
        }
    }
}
