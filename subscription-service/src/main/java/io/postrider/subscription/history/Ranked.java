package io.postrider.subscription.history;

import java.util.Optional;

/** A value and the rank of the fact that says so. */
public record Ranked<T>(long rank, T value) {

    static <T> Ranked<T> of(Rank rank, T value) {
        return new Ranked<>(rank.value(), value);
    }

    /** Of the higher rank; at equal rank the one that came later. */
    static <T> Ranked<T> higher(Ranked<T> first, Ranked<T> second) {
        return second.rank >= first.rank ? second : first;
    }

    static <T> Optional<Ranked<T>> higher(Optional<Ranked<T>> first, Optional<Ranked<T>> second) {
        if (first.isEmpty() || second.isEmpty()) {
            return first.isEmpty() ? second : first;
        }
        return second.get().rank >= first.get().rank ? second : first;
    }
}
