package io.postrider.model.filter;

import java.util.LinkedHashSet;
import java.util.Set;

/** A set that nearly always has one element: 100,000 hash sets with room for more are megabytes. */
final class Holders<T> {

    private Set<T> all = Set.of();

    void add(T added) {
        if (all.isEmpty()) {
            all = Set.of(added);
        } else if (all.size() > 1) {
            all.add(added);
        } else if (!all.contains(added)) {
            all = new LinkedHashSet<>(all);
            all.add(added);
        }
    }

    /** Returns whether it was there. */
    boolean remove(T removed) {
        if (!all.contains(removed)) {
            return false;
        }
        if (all.size() == 1) {
            all = Set.of();
            return true;
        }
        all.remove(removed);
        if (all.size() == 1) {
            all = Set.copyOf(all);
        }
        return true;
    }

    /** A view, to be read only. */
    Set<T> all() {
        return all;
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    int size() {
        return all.size();
    }
}
