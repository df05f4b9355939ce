package io.postrider.worker.lane;

import static io.postrider.worker.Fixtures.aSubscriptionId;

import io.postrider.model.RateLimit;
import io.postrider.model.SubscriptionId;
import io.postrider.testing.SettableClock;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A board, one of its lanes, and a clock that the test moves. */
final class LaneWorld {

    static final BreakerLimits BREAKER =
            new BreakerLimits(
                    Duration.ofSeconds(3), 2, Duration.ofSeconds(5), Duration.ofMinutes(1));

    final SettableClock clock;
    final LaneBoard<TestJob> board;
    final SubscriptionId lane = aSubscriptionId();
    private final Map<String, Instant> startedAt = new HashMap<>();
    private final Map<String, TestJob> jobs = new HashMap<>();
    private Optional<RateLimit> rateLimit = Optional.empty();

    private LaneWorld(LaneLimits limits, SettableClock clock) {
        this.clock = clock;
        this.board = new LaneBoard<>(limits, clock);
    }

    static LaneWorld withLimits(
            int inFlight,
            int mostInFlight,
            int queue,
            Duration maxWait,
            long bytes,
            SettableClock clock) {
        return new LaneWorld(
                new LaneLimits(
                        new LaneLimits.InFlight(inFlight, mostInFlight),
                        queue,
                        maxWait,
                        bytes,
                        BREAKER),
                clock);
    }

    /** Plenty of room. */
    static LaneWorld roomy(SettableClock clock) {
        return withLimits(8, 16, 1_000, Duration.ofSeconds(2), 1_000_000, clock);
    }

    LaneWorld unlimited() {
        rateLimit = Optional.empty();
        return this;
    }

    LaneWorld limitedTo(int deliveries, Duration period) {
        rateLimit = Optional.of(new RateLimit(deliveries, period));
        return this;
    }

    Admission admit(String name) {
        return admit(new TestJob(name));
    }

    Admission admit(TestJob job) {
        jobs.put(job.name(), job);
        Admission admission = board.admit(lane, job, rateLimit, clock.instant());
        if (admission instanceof Admission.Start) {
            startedAt.put(job.name(), clock.instant());
        }
        return admission;
    }

    List<Admission> admitAll(String... names) {
        return Stream.of(names).map(this::admit).toList();
    }

    Park parked(Admission admission) {
        if (admission instanceof Admission.Parked(Park park)) {
            return park;
        }
        throw new AssertionError("not parked: " + admission);
    }

    Turn<TestJob> finish(String name, Signal signal) {
        Instant begun = startedAt.getOrDefault(name, clock.instant());
        Turn<TestJob> turn =
                board.finished(
                        lane,
                        jobs.getOrDefault(name, new TestJob(name)),
                        signal,
                        Duration.between(begun, clock.instant()),
                        clock.instant());
        noteStarts(turn);
        return turn;
    }

    /** Admits a job that must start, and ends it at once. */
    Turn<TestJob> attempt(String name, Signal signal) {
        Admission admission = admit(name);
        if (!(admission instanceof Admission.Start)) {
            throw new AssertionError(name + " did not start: " + admission);
        }
        return finish(name, signal);
    }

    /** Calls back as many of so many parked jobs as the lane has room for. */
    int callBack(int waiting) {
        return board.callBack(lane, waiting, rateLimit, clock.instant());
    }

    List<Turn<TestJob>> tick() {
        List<Turn<TestJob>> turns = new ArrayList<>();
        board.tick(clock.instant(), (_, turn) -> turns.add(turn));
        turns.forEach(this::noteStarts);
        return turns;
    }

    private void noteStarts(Turn<TestJob> turn) {
        turn.starts().forEach(job -> startedAt.put(job.name(), clock.instant()));
    }
}
