package io.postrider.worker.lane;

import java.util.List;
import java.util.Optional;

/**
 * What follows when a job has left its lane.
 *
 * @param next starts now
 * @param stale have waited too long and leave the lane without having started
 */
public record Turn<T>(Optional<T> next, List<T> stale) {}
