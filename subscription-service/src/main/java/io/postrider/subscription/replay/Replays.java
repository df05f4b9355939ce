package io.postrider.subscription.replay;

import io.postrider.model.SubscriptionId;
import io.postrider.subscription.access.Caller;
import io.postrider.subscription.access.Reach;
import io.postrider.subscription.identity.TimeOrderedIds;
import io.postrider.subscription.refusal.FieldError;
import io.postrider.subscription.refusal.Refusal;
import io.postrider.subscription.refusal.RefusedException;
import io.postrider.subscription.replay.ReplayJobs.Earlier;
import io.postrider.subscription.replay.ReplayJobs.Repeat;
import io.postrider.subscription.webhook.Subscription;
import io.postrider.subscription.webhook.Subscriptions;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Replays of many: asked for, looked at, stopped. */
public final class Replays {

    private static final String HEADER = "Idempotency-Key";

    private final ReplayJobs jobs;
    private final ReplayLetters letters;
    private final Subscriptions subscriptions;
    private final TimeOrderedIds ids;
    private final Time time;

    /**
     * What goes by the clock.
     *
     * @param keyRetention for which an idempotency key is remembered
     */
    public record Time(InstantSource clock, Duration keyRetention) {

        Instant now() {
            return clock.instant().truncatedTo(ChronoUnit.MILLIS);
        }

        Instant oldestKey() {
            return now().minus(keyRetention);
        }
    }

    /**
     * A replay that was asked for.
     *
     * @param repeated whether an earlier request with the same key began it
     */
    public record Begun(ReplayJob job, boolean repeated) {}

    public Replays(
            ReplayJobs jobs,
            ReplayLetters letters,
            Subscriptions subscriptions,
            TimeOrderedIds ids,
            Time time) {
        this.jobs = jobs;
        this.letters = letters;
        this.subscriptions = subscriptions;
        this.ids = ids;
        this.time = time;
    }

    /** What would be replayed, without doing it. */
    public Extent measure(ReplaySelection selection) {
        return letters.measure(selection);
    }

    /**
     * Begins a replay of the letters that are at rest now.
     *
     * @throws RefusedException when the selection's webhook cannot be delivered to, or the key
     *     stands for another request
     */
    public Begun begin(
            Caller caller, ReplaySelection selection, ReplayRate rate, Optional<Repeat> repeat) {
        Optional<Begun> earlier = repeat.flatMap(this::earlier);
        if (earlier.isPresent()) {
            return earlier.get();
        }
        ReplaySelection settled =
                selection
                        .filter()
                        .subscription()
                        .map(id -> selection.within(receiver(selection.filter().reach(), id)))
                        .orElse(selection);
        ReplayJob job =
                ReplayJob.begin(
                        "rpl_" + ids.next(),
                        caller.actor(),
                        settled,
                        letters.measure(settled),
                        new ReplayJob.Terms(rate, time.now()));
        if (jobs.add(caller, job, repeat, time.oldestKey())) {
            return new Begun(job, false);
        }
        return repeat.flatMap(this::earlier)
                .orElseThrow(() ->
                        RefusedException.conflict(
                                "A request with this Idempotency-Key is in progress; try again"
                                        + " shortly"));
    }

    private Optional<Begun> earlier(Repeat repeat) {
        return jobs.earlier(repeat, time.oldestKey()).map(Replays::sameOf);
    }

    private static Begun sameOf(Earlier earlier) {
        if (!earlier.sameRequest()) {
            String message = "This Idempotency-Key was used for another request before";
            throw new RefusedException(
                    new Refusal.Invalid(message, List.of(new FieldError(HEADER, message))));
        }
        return new Begun(earlier.job().asBegun(), true);
    }

    /** Whose the webhook is, when there is somebody to deliver to. */
    private Reach receiver(Reach reach, SubscriptionId id) {
        Optional<Subscription> found = subscriptions.find(reach, id);
        if (found.isEmpty()) {
            String message = "There is no webhook %s to deliver to".formatted(id);
            throw new RefusedException(
                    new Refusal.Invalid(message, List.of(new FieldError("webhook", message))));
        }
        if (!found.get().activity().active()) {
            throw RefusedException.conflict(
                    "Webhook %s is disabled; enable it first".formatted(id));
        }
        return Reach.of(found.get().tenant());
    }

    public List<ReplayJob> list(
            Reach reach, Optional<ReplayState> state, Optional<String> before, int limit) {
        return jobs.list(reach, state, before, limit);
    }

    public ReplayJob get(Reach reach, String id) {
        return jobs.find(reach, id).orElseThrow(() -> unknown(id));
    }

    /**
     * Stops it: at most one letter more goes out.
     *
     * @throws RefusedException when it is over
     */
    public ReplayJob cancel(Caller caller, String id) {
        ReplayJob job = jobs.cancel(caller, id, time.now()).orElseThrow(() -> unknown(id));
        return switch (job.state()) {
            case CANCELLED -> job;
            case DONE, FAILED ->
                    throw RefusedException.conflict(
                            "The replay is over: it is %s".formatted(job.state().code()));
            case RUNNING -> throw new IllegalStateException("the replay still runs: " + id);
        };
    }

    private static RefusedException unknown(String id) {
        return RefusedException.notFound("replay", id);
    }
}
