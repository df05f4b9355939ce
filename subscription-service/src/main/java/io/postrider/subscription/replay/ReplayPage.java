package io.postrider.subscription.replay;

import io.postrider.model.wire.WireRecord;
import io.postrider.subscription.deadletter.DeadLetter;
import io.postrider.subscription.deadletter.DeadLetterService;
import io.postrider.subscription.deadletter.DeadLetters.Mark;
import io.postrider.subscription.deadletter.TakenException;
import io.postrider.subscription.history.RecordPlace;
import io.postrider.subscription.refusal.Refusal;
import io.postrider.subscription.refusal.RefusedException;
import io.postrider.subscription.replay.ReplayWatch.Turn;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Some letters of a replay, one after the other. Each is acknowledged by Kafka and marked as
 * replayed before the replay moves past it: a process that dies in between may send one delivery
 * twice, under the same id.
 */
final class ReplayPage {

    private static final Logger log = LoggerFactory.getLogger(ReplayPage.class);

    /** Kafka is asked again after so long. */
    private static final Duration AWAY = Duration.ofSeconds(2);

    private static final String FAULT = "Postrider ran into an error, of which its log says more";

    private final ReplayQueue queue;
    private final ReplayLetters letters;
    private final DeadLetterService deadLetters;
    private final ReplayWatch watch;
    private final InstantSource clock;

    ReplayPage(
            ReplayQueue queue,
            ReplayLetters letters,
            DeadLetterService deadLetters,
            ReplayWatch watch,
            InstantSource clock) {
        this.queue = queue;
        this.letters = letters;
        this.deadLetters = deadLetters;
        this.watch = watch;
        this.clock = clock;
    }

    /** Works on the replay that the holder has claimed, and gives it back. */
    void work(ReplayJob claimed, String holder, BooleanSupplier closing) {
        List<DeadLetter> page = letters.next(claimed, claimed.rate().page());
        if (page.isEmpty()) {
            end(claimed.done(clock.instant()), holder);
            return;
        }
        Progress progress = new Progress(claimed, holder);
        try {
            Map<RecordPlace, WireRecord> records = deadLetters.records(page);
            for (DeadLetter letter : page) {
                if (closing.getAsBoolean() || !progress.take(letter, records)) {
                    break;
                }
            }
            queue.release(progress.job, holder, claimed.rate().time(progress.taken));
        } catch (RefusedException e) {
            progress.pause(progress.job.waiting(e.refusal().detail()), AWAY);
        } catch (RuntimeException e) {
            log.warn("replay {} stumbled: {}", claimed.id(), e.getMessage());
            log.debug("replay {} stumbled", claimed.id(), e);
            ReplayJob stumbled = progress.job.stumbled(FAULT, clock.instant());
            progress.pause(stumbled, stumbled.rest());
        }
    }

    private void end(ReplayJob over, String holder) {
        queue.save(over, holder)
                .filter(state -> state == over.state())
                .ifPresent(state -> {
                    log.info(
                            "replay {} is {}: {} replayed, {} skipped, {} failed",
                            over.id(),
                            state.code(),
                            over.counts().replayed(),
                            over.counts().skipped(),
                            over.counts().failed());
                    watch.ended(state);
                });
    }

    /** How far the page is. */
    private final class Progress {

        private final String holder;
        private ReplayJob job;
        private int taken;

        Progress(ReplayJob job, String holder) {
            this.job = job;
            this.holder = holder;
        }

        /** Whether to go on. */
        boolean take(DeadLetter letter, Map<RecordPlace, WireRecord> records) {
            Optional<String> refused = Optional.empty();
            Turn turn;
            try {
                deadLetters.replay(job.caller(), letter, records);
                turn = Turn.REPLAYED;
            } catch (TakenException _) {
                turn = Turn.SKIPPED;
            } catch (RefusedException e) {
                if (e.refusal() instanceof Refusal.Unavailable) {
                    throw e;
                }
                refused = Optional.of(e.refusal().detail());
                turn = Turn.FAILED;
            }
            ReplayCounts counts =
                    switch (turn) {
                        case REPLAYED -> job.counts().oneReplayed();
                        case SKIPPED -> job.counts().oneSkipped();
                        case FAILED -> job.counts().oneFailed(refused.orElse(""));
                    };
            job = job.past(new Mark(letter.failedAt(), letter.ref().id()), counts);
            taken++;
            watch.handled(turn);
            return queue.save(job, holder).filter(ReplayState.RUNNING::equals).isPresent();
        }

        void pause(ReplayJob paused, Duration rest) {
            if (paused.state() == ReplayState.RUNNING) {
                var _ = queue.save(paused, holder);
                queue.release(paused, holder, rest);
            } else {
                end(paused, holder);
            }
        }
    }
}
