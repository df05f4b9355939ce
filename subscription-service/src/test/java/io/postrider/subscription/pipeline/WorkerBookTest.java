package io.postrider.subscription.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.model.LaneState;
import io.postrider.model.SubscriptionId;
import io.postrider.model.WorkerNote;
import io.postrider.subscription.pipeline.WorkerBook.Standing;
import io.postrider.testing.SettableClock;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** What is known of lanes, and when it is not known any more. */
class WorkerBookTest {

    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
    private static final SubscriptionId WEBHOOK = new SubscriptionId("wh_1");

    private final SettableClock clock = SettableClock.at(NOW);
    private final WorkerBook book = new WorkerBook(clock);

    private WorkerNote.Lane lane(String id, LaneState state, Instant since) {
        return new WorkerNote.Lane(
                new SubscriptionId(id),
                "worker-1",
                state,
                since,
                Optional.empty(),
                0,
                0,
                Map.of(),
                clock.instant());
    }

    private void alive() {
        book.read(new WorkerNote.Alive("worker-1", clock.instant()));
    }

    @Test
    void theLatestNoteCountsUntilTheLaneIsWell() {
        alive();
        book.read(lane("wh_1", LaneState.FAILING, NOW));
        book.read(lane("wh_1", LaneState.THROTTLED, NOW));
        assertThat(book.find(WEBHOOK).map(it -> it.lane().state())).contains(LaneState.THROTTLED);

        book.read(new WorkerNote.Gone("wh_1"));
        assertThat(book.find(WEBHOOK)).isEmpty();
        assertThat(book.workers()).hasSize(1);
    }

    @Test
    void whatASilentWorkerHasSaidIsUnknownAndForgottenInTheEnd() {
        alive();
        book.read(lane("wh_1", LaneState.FAILING, NOW));
        clock.advance(WorkerBook.SILENT_AFTER);
        assertThat(book.find(WEBHOOK).map(Standing::current)).contains(true);

        clock.advance(Duration.ofMillis(1));
        assertThat(book.find(WEBHOOK).map(Standing::current)).contains(false);
        assertThat(book.workers().getFirst().silent()).isTrue();

        alive();
        assertThat(book.find(WEBHOOK).map(Standing::current)).contains(true);

        clock.advance(WorkerBook.FORGOTTEN_AFTER.plusMillis(1));
        assertThat(book.find(WEBHOOK)).isEmpty();
        assertThat(book.lanes()).isEmpty();
        assertThat(book.workers()).isEmpty();
    }

    @Test
    void theLongestInTheirStateComeFirst() {
        alive();
        book.read(lane("wh_1", LaneState.FAILING, NOW));
        book.read(lane("wh_2", LaneState.FAILING, NOW.minusSeconds(60)));

        assertThat(book.lanes())
                .extracting(it -> it.lane().subscription().value())
                .containsExactly("wh_2", "wh_1");
    }
}
