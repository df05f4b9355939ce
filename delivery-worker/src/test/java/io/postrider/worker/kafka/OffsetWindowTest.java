package io.postrider.worker.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.worker.kafka.OffsetWindow.Admission;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

class OffsetWindowTest {

    private static final long START = 1_000;

    private final OffsetWindow window = OffsetWindow.startingAt(START);

    @Test
    void commitsTheLowestOffsetThatIsNotComplete() {
        take(START, START + 1, START + 2);
        window.complete(START + 1);

        assertThat(window.commit().offset()).isEqualTo(START);
        window.complete(START);
        assertThat(window.commit().offset()).isEqualTo(START + 2);
        window.complete(START + 2);
        assertThat(window.commit()).isEqualTo(new OffsetWindow.Commit(START + 3, ""));
    }

    @Test
    void offsetsWithoutARecordAreComplete() {
        take(START, START + 10);
        window.complete(START);

        assertThat(window.lowestIncomplete()).isEqualTo(START + 10);
        window.complete(START + 10);
        window.passedTo(START + 12);
        assertThat(window.lowestIncomplete()).isEqualTo(START + 12);
    }

    @Test
    void aSecondCompletionIsNoMatter() {
        take(START, START + 1);
        window.complete(START + 1);
        window.complete(START + 1);
        window.complete(START - 1);
        window.complete(START + 7);

        assertThat(window.pending()).isEqualTo(1);
        assertThat(window.lowestIncomplete()).isEqualTo(START);
    }

    @Test
    void takesNothingBeyondItsLimitUntilTheLowestIsComplete() {
        take(START, START + 1);

        assertThat(window.admit(START + OffsetWindow.LIMIT)).isEqualTo(Admission.NO_ROOM);
        window.complete(START);
        assertThat(window.admit(START + OffsetWindow.LIMIT)).isEqualTo(Admission.TAKEN);
        assertThat(window.admit(START + OffsetWindow.LIMIT + 1)).isEqualTo(Admission.NO_ROOM);
    }

    @Test
    void aHugeGapCostsNothing() {
        take(START, 4_000_000_000L + START);
        assertThat(window.pending()).isEqualTo(1);
        window.complete(START);
        take(4_000_000_000L + START);
        assertThat(window.lowestIncomplete()).isEqualTo(4_000_000_000L + START);
    }

    @Test
    void noticesThatTheLogWentBackwards() {
        take(START);

        assertThat(window.admit(START)).isEqualTo(Admission.REWOUND);
        assertThat(window.admit(3)).isEqualTo(Admission.REWOUND);
    }

    @Test
    void theFullestWindowFitsIntoTheMetadata() {
        for (long offset = START; offset < START + OffsetWindow.LIMIT; offset++) {
            take(offset);
        }
        for (long offset = START + 1; offset < START + OffsetWindow.LIMIT; offset++) {
            window.complete(offset);
        }

        OffsetWindow.Commit commit = window.commit();
        assertThat(commit.metadata().length()).isBetween(3_900, 4_096);
        OffsetWindow restored = OffsetWindow.restored(commit.offset(), commit.metadata());
        assertThat(restored.admit(START)).isEqualTo(Admission.TAKEN);
        assertThat(restored.admit(START + 1)).isEqualTo(Admission.DONE_BEFORE);
        assertThat(restored.admit(START + OffsetWindow.LIMIT - 1)).isEqualTo(Admission.DONE_BEFORE);
    }

    private void take(long... offsets) {
        for (long offset : offsets) {
            window.admit(offset);
        }
    }

    /**
     * Lives through records at random gaps, completions in any order and restarts, and compares
     * with a plain set of what is done.
     */
    @Property(tries = 300)
    void neitherLosesNorRepeatsWhatever(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 40) int largestGap,
            @ForAll @Size(min = 1, max = 6) List<@IntRange(min = 1, max = 400) Integer> lives) {
        Random random = new Random(seed);
        List<Long> log = log(random, largestGap);
        Set<Long> done = new HashSet<>();
        OffsetWindow.Commit commit = new OffsetWindow.Commit(log.getFirst(), "");

        for (int steps : lives) {
            OffsetWindow life = OffsetWindow.restored(commit.offset(), commit.metadata());
            Set<Long> doneAtCommit = Set.copyOf(done);
            TreeSet<Long> inHand = new TreeSet<>();
            int next = indexAtOrAfter(log, commit.offset());
            for (int i = 0; i < steps; i++) {
                if (random.nextInt(3) > 0 && next < log.size()) {
                    long offset = log.get(next++);
                    Admission admission = life.admit(offset);
                    assertThat(admission)
                            .isEqualTo(
                                    doneAtCommit.contains(offset)
                                            ? Admission.DONE_BEFORE
                                            : Admission.TAKEN);
                    if (admission == Admission.TAKEN) {
                        inHand.add(offset);
                    }
                } else if (!inHand.isEmpty()) {
                    long offset = pick(random, inHand);
                    inHand.remove(offset);
                    life.complete(offset);
                    done.add(offset);
                }
                assertThat(life.pending()).isEqualTo(inHand.size());
            }
            commit = life.commit();
            long committed = commit.offset();
            assertThat(log.stream().filter(offset -> offset < committed)).allMatch(done::contains);
            if (!inHand.isEmpty()) {
                assertThat(committed).isEqualTo(inHand.first());
            }
        }
    }

    private static List<Long> log(Random random, int largestGap) {
        List<Long> log = new ArrayList<>();
        long offset = random.nextInt(100_000);
        for (int i = 0; i < 500; i++) {
            log.add(offset);
            offset += 1 + random.nextInt(largestGap);
        }
        return log;
    }

    private static int indexAtOrAfter(List<Long> log, long offset) {
        int index = 0;
        while (index < log.size() && log.get(index) < offset) {
            index++;
        }
        return index;
    }

    private static long pick(Random random, Set<Long> from) {
        return from.stream().skip(random.nextInt(from.size())).findFirst().orElseThrow();
    }
}
