package io.postrider.worker.delivery;

import static io.postrider.worker.Fixtures.NOW;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.postrider.testing.SettableClock;
import io.postrider.worker.delivery.SafetyCopies.Copy;

import org.junit.jupiter.api.Test;

import java.time.Duration;

class SafetyCopiesTest {

    private final SettableClock clock = SettableClock.at(NOW);
    private final SafetyCopies copies =
            new SafetyCopies("w", new LongAttemptLimits(Duration.ofSeconds(2), 2, 100), clock);

    private Copy add() {
        return copies.add(10).orElseThrow();
    }

    @Test
    void copiesOfOthersAreNotKnown() {
        assertThat(copies.drop("another-1")).isFalse();
        assertThat(copies.isUnderWay("another-1")).isFalse();
    }

    @Test
    void aSecondRecordOfACopyIsDroppedToo() {
        Copy copy = add();
        copy.over();

        assertThat(copies.drop(copy.id())).isTrue();
        assertThat(copies.drop(copy.id())).isTrue();
        assertThat(copies.droppedCount()).isEqualTo(1);
    }

    @Test
    void aCopyIsKnownForAnHour() {
        Copy copy = add();
        copy.over();
        clock.advance(SafetyCopies.MEMORY.minusSeconds(1));
        assertThat(copies.drop(copy.id())).isTrue();

        Copy late = add();
        late.over();
        clock.advance(SafetyCopies.MEMORY);
        assertThat(copies.drop(late.id())).isFalse();
    }

    @Test
    void aPlaceIsFreeWhenTheCopyIsWrittenAndItsAttemptIsOver() {
        Copy first = add();
        Copy second = add();
        assertThat(copies.add(10)).isEmpty();
        first.written();
        second.over();
        assertThat(copies.add(10)).isEmpty();

        first.over();
        assertThat(copies.add(10)).isPresent();
        second.written();
        assertThat(copies.add(10)).isPresent();
    }

    @Test
    void aPlaceIsFreeWhenTheAttemptWasOverBeforeTheCopyWasWritten() {
        copies.withdraw(add());

        assertThat(copies.outside()).isZero();
        assertThat(copies.add(101)).as("more bytes than may be outside").isEmpty();
        assertThat(copies.add(100)).isPresent();
    }

    @Test
    void noMoreAreWrittenThanItCanRemember() {
        for (int i = 0; i < SafetyCopies.MAX_KNOWN; i++) {
            Copy copy = add();
            copy.written();
            copy.over();
        }
        assertThat(copies.outside()).isZero();
        assertThat(copies.add(10)).isEmpty();

        clock.advance(SafetyCopies.MEMORY);
        assertThat(copies.add(10)).isPresent();
    }

    @Test
    void limitsHaveBounds() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LongAttemptLimits(Duration.ofMillis(499), 1, 1))
                .withMessage(
                        "postrider.worker.long-attempts.after must be 500ms to 30s, not PT0.499S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LongAttemptLimits(Duration.ofSeconds(31), 1, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LongAttemptLimits(Duration.ofSeconds(2), 50_001, 1))
                .withMessage("postrider.worker.long-attempts.max must be 0 to 50000, not 50001");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LongAttemptLimits(Duration.ofSeconds(2), 1, -1))
                .withMessage(
                        "postrider.worker.long-attempts.max-size must not be negative, not -1");
    }
}
