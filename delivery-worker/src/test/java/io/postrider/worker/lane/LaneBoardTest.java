package io.postrider.worker.lane;

import static io.postrider.worker.Fixtures.NOW;
import static io.postrider.worker.Fixtures.aSubscriptionId;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.postrider.model.SubscriptionId;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

class LaneBoardTest {

    private static final Admission START = new Admission.Start();
    private static final Admission QUEUED = new Admission.Queued();
    private static final Admission OVERFLOW = new Admission.Overflow();

    private final LaneBoard<String> board =
            new LaneBoard<>(new LaneLimits(2, 3, Duration.ofSeconds(2), 10), String::length);
    private final SubscriptionId one = aSubscriptionId();

    @Test
    void startsUpToItsCapThenQueuesThenOverflows() {
        assertThat(admit("a", "b", "c", "d", "e", "f"))
                .containsExactly(START, START, QUEUED, QUEUED, QUEUED, OVERFLOW);
    }

    @Test
    void oneLaneDoesNotConcernAnother() {
        admit("a", "b", "c", "d", "e", "f");

        assertThat(board.admit(aSubscriptionId(), "x", NOW)).isEqualTo(START);
    }

    @Test
    void aPlaceGoesToTheFirstInTheQueue() {
        admit("a", "b", "c", "d");

        assertThat(board.finished(one, "a", NOW))
                .isEqualTo(new Turn<>(Optional.of("c"), List.of()));
        assertThat(board.finished(one, "a", NOW))
                .isEqualTo(new Turn<>(Optional.of("d"), List.of()));
        assertThat(board.finished(one, "a", NOW))
                .isEqualTo(new Turn<>(Optional.empty(), List.of()));
        assertThat(admit("e")).containsExactly(START);
    }

    @Test
    void whatHasWaitedTooLongLeaves() {
        admit("a", "b", "c");
        board.admit(one, "d", NOW.plusSeconds(1));

        assertThat(board.finished(one, "a", NOW.plusMillis(2_001)))
                .isEqualTo(new Turn<>(Optional.of("d"), List.of("c")));
    }

    @Test
    void aLaneWhoseQueueDoesNotMoveIsFull() {
        admit("a", "b", "c");

        assertThat(board.admit(one, "d", NOW.plusMillis(2_000))).isEqualTo(QUEUED);
        assertThat(board.admit(one, "e", NOW.plusMillis(2_001))).isEqualTo(OVERFLOW);
    }

    @Test
    void aLaneMayNotFillTheMemoryThatAllShare() {
        assertThat(admit("12345", "123456")).containsExactly(START, OVERFLOW);
        assertThat(admit("12345")).as("what fits still does").containsExactly(START);
        assertThat(board.finished(one, "12345", NOW).next()).isEmpty();
        assertThat(admit("1234")).as("what has finished makes room").containsExactly(START);
    }

    @Test
    void aJobLargerThanItsLaneGoesAlone() {
        assertThat(admit("12345678901", "1")).containsExactly(START, OVERFLOW);
    }

    @Test
    void anIdleLaneVanishes() {
        admit("a", "b");
        assertThat(board.size()).isEqualTo(1);
        board.finished(one, "a", NOW);
        assertThat(board.size()).isEqualTo(1);
        board.finished(one, "a", NOW);
        assertThat(board.size()).isZero();
        assertThat(board.finished(one, "a", NOW).next()).isEmpty();
    }

    @Test
    void limitsThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> new LaneLimits(0, 1, Duration.ZERO, 1))
                .hasMessage("in-flight must be at least 1, not 0");
        assertThatThrownBy(() -> new LaneLimits(1, -1, Duration.ZERO, 1))
                .hasMessage("queue must not be negative, not -1");
    }

    private List<Admission> admit(String... jobs) {
        return List.of(jobs).stream().map(job -> board.admit(one, job, NOW)).toList();
    }
}
