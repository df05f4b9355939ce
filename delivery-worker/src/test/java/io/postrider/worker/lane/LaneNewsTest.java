package io.postrider.worker.lane;

import static io.postrider.worker.Fixtures.NOW;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.model.LaneState;
import io.postrider.model.ParkReason;
import io.postrider.model.SubscriptionId;
import io.postrider.model.WorkerNote;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is said of lanes, and how seldom. */
class LaneNewsTest {

    private static final SubscriptionId LANE = new SubscriptionId("wh_1");
    private static final LaneCondition FAILING = condition(LaneState.FAILING, 5);
    private static final Instant LATER = NOW.plusSeconds(1);

    private final LaneNews news = new LaneNews("worker-1", 3);

    private static LaneCondition condition(LaneState state, int seconds) {
        return new LaneCondition(
                state,
                Optional.of(Duration.ofSeconds(seconds)).filter(Duration::isPositive),
                0,
                0,
                Map.of(ParkReason.ENDPOINT_FAILING, 2));
    }

    @Test
    void aStateIsToldOnceAndKeepsItsBeginning() {
        assertThat(news.next(Map.of(LANE, FAILING), NOW))
                .containsExactly(
                        new WorkerNote.Lane(
                                LANE,
                                "worker-1",
                                LaneState.FAILING,
                                NOW,
                                Optional.of(NOW.plusSeconds(5)),
                                0,
                                0,
                                Map.of(ParkReason.ENDPOINT_FAILING, 2),
                                NOW));

        // the same probe, a second nearer
        assertThat(news.next(Map.of(LANE, condition(LaneState.FAILING, 4)), LATER)).isEmpty();
        // another one, further off
        assertThat(news.next(Map.of(LANE, condition(LaneState.FAILING, 10)), LATER))
                .extracting(note -> ((WorkerNote.Lane) note).since())
                .containsExactly(NOW);
    }

    @Test
    void anotherStateBeginsNow() {
        news.next(Map.of(LANE, FAILING), NOW);

        assertThat(news.next(Map.of(LANE, condition(LaneState.WAITING, 0)), LATER))
                .extracting(note -> ((WorkerNote.Lane) note).since())
                .containsExactly(LATER);
    }

    @Test
    void figuresAreRepeatedNowAndThen() {
        news.next(Map.of(LANE, FAILING), NOW);

        assertThat(news.next(Map.of(LANE, condition(LaneState.FAILING, 0)), NOW.plusSeconds(9)))
                .isEmpty();
        assertThat(news.next(Map.of(LANE, condition(LaneState.FAILING, 0)), NOW.plusSeconds(10)))
                .hasSize(1);
    }

    @Test
    void theEndIsToldOnce() {
        news.next(Map.of(LANE, FAILING), NOW);

        assertThat(news.next(Map.of(), LATER)).containsExactly(new WorkerNote.Gone("wh_1"));
        assertThat(news.next(Map.of(), LATER)).isEmpty();
    }

    @Test
    void whatDidNotGetThroughIsToldAgain() {
        WorkerNote told = news.next(Map.of(LANE, FAILING), NOW).getFirst();
        news.lost(told);
        List<WorkerNote> again = news.next(Map.of(LANE, condition(LaneState.FAILING, 4)), LATER);

        assertThat(again).extracting(note -> ((WorkerNote.Lane) note).since()).containsExactly(NOW);
        WorkerNote gone = news.next(Map.of(), LATER).getFirst();
        news.lost(gone);
        assertThat(news.next(Map.of(), LATER)).containsExactly(gone);
        assertThat(news.next(Map.of(), LATER)).isEmpty();
    }

    @Test
    void aFloodIsToldLittleByLittleAndNothingOfItIsForgotten() {
        Map<SubscriptionId, LaneCondition> flood = new HashMap<>();
        for (int i = 0; i < 8; i++) {
            flood.put(new SubscriptionId("wh_" + i), FAILING);
        }
        Set<WorkerNote> told = new HashSet<>();
        for (int size : List.of(3, 3, 2, 0)) {
            List<WorkerNote> notes = news.next(flood, NOW);
            assertThat(notes).hasSize(size);
            told.addAll(notes);
        }
        assertThat(told).hasSize(8);
    }

    @Test
    void inTheEndAllIsTakenBack() {
        news.next(Map.of(LANE, FAILING), NOW);

        assertThat(news.end())
                .containsExactly(new WorkerNote.Gone("wh_1"), new WorkerNote.Gone("worker-1"));
    }
}
