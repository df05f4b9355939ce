package io.postrider.subscription.pipeline;

import io.postrider.model.SubscriptionId;
import io.postrider.model.WorkerNote;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What workers have last said of themselves and of their lanes. Safe for use by many threads. */
public final class WorkerBook {

    /** A worker says every 10 s that it is there. */
    static final Duration SILENT_AFTER = Duration.ofSeconds(30);

    /** What a worker has said that has gone without a word is of no interest after so long. */
    static final Duration FORGOTTEN_AFTER = Duration.ofHours(1);

    private final Map<String, Instant> workers = new ConcurrentHashMap<>();
    private final Map<String, WorkerNote.Lane> lanes = new ConcurrentHashMap<>();
    private final InstantSource clock;

    public WorkerBook(InstantSource clock) {
        this.clock = clock;
    }

    /** Takes the note in, instead of the last one about the same. */
    public void read(WorkerNote note) {
        switch (note) {
            case WorkerNote.Alive(String worker, Instant at) -> workers.put(worker, at);
            case WorkerNote.Lane lane -> lanes.put(lane.subscription().value(), lane);
            case WorkerNote.Gone(String key) -> gone(key);
        }
    }

    private void gone(String key) {
        workers.remove(key);
        lanes.remove(key);
    }

    /** A worker, and whether it has gone without a word. */
    public record Worker(String name, Instant heardAt, boolean silent) {}

    /** The workers there are, by name. */
    public List<Worker> workers() {
        forget();
        Instant now = clock.instant();
        return workers.entrySet().stream()
                .map(it -> new Worker(it.getKey(), it.getValue(), isSilent(it.getValue(), now)))
                .sorted(Comparator.comparing(Worker::name))
                .toList();
    }

    private static boolean isSilent(Instant heardAt, Instant now) {
        return heardAt.plus(SILENT_AFTER).isBefore(now);
    }

    /**
     * A lane as it was last heard of.
     *
     * @param current whether the worker that said so is there still; otherwise nobody knows
     */
    public record Standing(WorkerNote.Lane lane, boolean current) {}

    /** The lane of the subscription; none while all of it is sent at once. */
    public Optional<Standing> find(SubscriptionId id) {
        return Optional.ofNullable(lanes.get(id.value())).flatMap(this::standing);
    }

    /** All lanes that are not quite healthy, the longest so first. */
    public List<Standing> lanes() {
        forget();
        return lanes.values().stream()
                .map(this::standing)
                .flatMap(Optional::stream)
                .sorted(
                        Comparator.comparing((Standing it) -> it.lane().since())
                                .thenComparing(it -> it.lane().subscription().value()))
                .toList();
    }

    /** A worker that ends well says so, and its lanes are others' then. */
    private Optional<Standing> standing(WorkerNote.Lane lane) {
        Instant heardAt = workers.getOrDefault(lane.worker(), lane.at());
        return Optional.of(new Standing(lane, !isSilent(heardAt, clock.instant())))
                .filter(_ -> heardAt.plus(FORGOTTEN_AFTER).isAfter(clock.instant()));
    }

    private void forget() {
        Instant old = clock.instant().minus(FORGOTTEN_AFTER);
        workers.values().removeIf(old::isAfter);
        lanes.values()
                .removeIf(lane -> workers.getOrDefault(lane.worker(), lane.at()).isBefore(old));
    }
}
