package io.postrider.worker.lane;

import io.postrider.model.SubscriptionId;
import io.postrider.model.WorkerNote;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What there is to say of lanes since the last time: a change of state at once, the rest now and
 * then, and never more than a number of things at a time. Safe for use by many threads.
 */
public final class LaneNews {

    /** Figures are repeated no more often, also so that they replace those of another worker. */
    static final Duration REPEAT = Duration.ofSeconds(10);

    /** Times that differ by less are the same, told by two clocks. */
    private static final Duration TOLERANCE = Duration.ofMillis(500);

    private static final Instant NEVER = Instant.EPOCH;

    private final String worker;
    private final int most;
    private final Map<SubscriptionId, WorkerNote.Lane> told = new HashMap<>();
    private final Set<SubscriptionId> unended = new HashSet<>();

    /**
     * Nothing was told yet.
     *
     * @param most notes at a time
     */
    public LaneNews(String worker, int most) {
        this.worker = worker;
        this.most = most;
    }

    /** A thing to say, and when the last was said of the same. */
    private record Due(WorkerNote note, Instant last) {}

    /** The next things to say, which count as told then. */
    public synchronized List<WorkerNote> next(
            Map<SubscriptionId, LaneCondition> conditions, Instant at) {
        List<Due> due = new ArrayList<>();
        conditions.forEach((id, condition) -> {
            Optional<WorkerNote.Lane> before = Optional.ofNullable(told.get(id));
            WorkerNote.Lane now = note(id, condition, before, at);
            if (before.isEmpty() || changed(before.get(), now)) {
                due.add(new Due(now, NEVER));
            } else if (!before.get().at().plus(REPEAT).isAfter(at)) {
                due.add(new Due(now, before.get().at()));
            }
        });
        Stream.concat(told.keySet().stream(), unended.stream())
                .distinct()
                .filter(id -> !conditions.containsKey(id))
                .forEach(id -> due.add(new Due(new WorkerNote.Gone(id.value()), NEVER)));
        due.sort(Comparator.comparing(Due::last));
        List<WorkerNote> notes = due.stream().limit(most).map(Due::note).toList();
        notes.forEach(this::remember);
        return notes;
    }

    private WorkerNote.Lane note(
            SubscriptionId id,
            LaneCondition condition,
            Optional<WorkerNote.Lane> before,
            Instant at) {
        Instant since =
                before.filter(lane -> lane.state() == condition.state())
                        .map(WorkerNote.Lane::since)
                        .orElse(at);
        return new WorkerNote.Lane(
                id,
                worker,
                condition.state(),
                since,
                condition.untilAttempt().map(at::plus),
                condition.inFlight(),
                condition.queued(),
                condition.parked(),
                at);
    }

    private static boolean changed(WorkerNote.Lane before, WorkerNote.Lane now) {
        return before.at().equals(NEVER)
                || before.state() != now.state()
                || later(before.nextAttemptAt(), now.nextAttemptAt());
    }

    private static boolean later(Optional<Instant> before, Optional<Instant> now) {
        return now.isPresent()
                && (before.isEmpty() || before.get().plus(TOLERANCE).isBefore(now.get()));
    }

    private void remember(WorkerNote note) {
        switch (note) {
            case WorkerNote.Lane lane -> {
                told.put(lane.subscription(), lane);
                unended.remove(lane.subscription());
            }
            case WorkerNote.Gone(String key) -> {
                told.remove(new SubscriptionId(key));
                unended.remove(new SubscriptionId(key));
            }
            case WorkerNote.Alive _ -> {}
        }
    }

    /** The note did not get through: it is to be said again. */
    public synchronized void lost(WorkerNote note) {
        switch (note) {
            case WorkerNote.Lane lane ->
                    told.computeIfPresent(lane.subscription(), (_, known) -> untold(known));
            case WorkerNote.Gone(String key) -> unended.add(new SubscriptionId(key));
            case WorkerNote.Alive _ -> {}
        }
    }

    private static WorkerNote.Lane untold(WorkerNote.Lane lane) {
        return new WorkerNote.Lane(
                lane.subscription(),
                lane.worker(),
                lane.state(),
                lane.since(),
                lane.nextAttemptAt(),
                lane.inFlight(),
                lane.queued(),
                lane.parked(),
                NEVER);
    }

    /** What takes back all that was told of lanes, for the end. */
    public synchronized List<WorkerNote> end() {
        List<WorkerNote> notes = new ArrayList<>();
        told.keySet().forEach(id -> notes.add(new WorkerNote.Gone(id.value())));
        notes.add(new WorkerNote.Gone(worker));
        told.clear();
        return notes;
    }
}
