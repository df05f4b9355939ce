package io.postrider.worker.lane;

import java.util.List;
import java.util.Optional;

/**
 * What follows when something has happened in a lane.
 *
 * @param starts begin now; the lane counts them as in flight
 * @param left leave the lane without having started
 * @param change in the health of the endpoint
 */
public record Turn<T>(List<T> starts, List<Left<T>> left, Optional<HealthChange> change) {

    /** A job that leaves, and what it waits for. */
    public record Left<T>(T job, Park park) {}

    public Turn {
        starts = List.copyOf(starts);
        left = List.copyOf(left);
    }

    static <T> Turn<T> nothing() {
        return new Turn<>(List.of(), List.of(), Optional.empty());
    }

    boolean isNothing() {
        return starts.isEmpty() && left.isEmpty() && change.isEmpty();
    }
}
