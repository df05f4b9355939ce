package io.postrider.worker.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;

/**
 * A partition's life with workers that crash, are stopped and wake up again, hand it over in good
 * order or without a word, and with commit metadata that somebody has overwritten. Whatever
 * happens: no record is lost, nothing is committed that is not done, and what is done twice was in
 * flight or done since the last commit when its worker ended.
 */
class OffsetWindowLivesTest {

    enum Step {
        TAKE,
        COMPLETE,
        COMMIT,
        CRASH,
        HAND_OVER,
        STOLEN_AND_WOKEN,
        METADATA_OVERWRITTEN
    }

    @Provide
    Arbitrary<List<Step>> lives() {
        return Arbitraries.frequencyOf(
                        net.jqwik.api.Tuple.of(40, Arbitraries.just(Step.TAKE)),
                        net.jqwik.api.Tuple.of(40, Arbitraries.just(Step.COMPLETE)),
                        net.jqwik.api.Tuple.of(6, Arbitraries.just(Step.COMMIT)),
                        net.jqwik.api.Tuple.of(1, Arbitraries.just(Step.CRASH)),
                        net.jqwik.api.Tuple.of(1, Arbitraries.just(Step.HAND_OVER)),
                        net.jqwik.api.Tuple.of(1, Arbitraries.just(Step.STOLEN_AND_WOKEN)),
                        net.jqwik.api.Tuple.of(1, Arbitraries.just(Step.METADATA_OVERWRITTEN)))
                .list()
                .ofMinSize(50)
                .ofMaxSize(1_000);
    }

    @Property(tries = 500)
    void nothingIsLostAndLittleIsDoneTwice(@ForAll("lives") List<Step> steps, @ForAll long seed) {
        Partition partition = new Partition(new Random(seed), steps.size());
        steps.forEach(partition::live);
        partition.finish();

        assertThat(partition.done.keySet()).containsExactlyInAnyOrderElementsOf(partition.log);
        assertThat(partition.repeated()).isLessThanOrEqualTo(partition.mayRepeat);
    }

    /** The broker's log and committed position, and the worker that has the partition. */
    private static final class Partition {

        private final Random random;
        private final List<Long> log = new ArrayList<>();

        /** How often each record was done. */
        private final Map<Long, Integer> done = new HashMap<>();

        private final TreeSet<Long> inHand = new TreeSet<>();
        private OffsetWindow.Commit committed;
        private OffsetWindow window;
        private int next;
        private int doneSinceCommit;
        private int mayRepeat;

        Partition(Random random, int records) {
            this.random = random;
            long offset = random.nextInt(1_000);
            for (int i = 0; i < records; i++) {
                log.add(offset);
                // gaps: transaction markers, compacted and aborted records
                offset += 1 + (random.nextInt(4) == 0 ? random.nextInt(50) : 0);
            }
            committed = new OffsetWindow.Commit(log.getFirst(), "");
            window = OffsetWindow.restored(committed.offset(), committed.metadata());
        }

        void live(Step step) {
            switch (step) {
                case TAKE -> take();
                case COMPLETE -> complete();
                case COMMIT -> commit();
                case CRASH -> startAnew();
                case HAND_OVER -> {
                    commit();
                    startAnew();
                }
                case STOLEN_AND_WOKEN -> stolen();
                case METADATA_OVERWRITTEN -> overwriteMetadata();
            }
        }

        private void take() {
            if (next < log.size()) {
                long offset = log.get(next);
                switch (window.admit(offset)) {
                    case TAKEN -> {
                        inHand.add(offset);
                        next++;
                    }
                    case DONE_BEFORE -> {
                        assertThat(done).containsKey(offset);
                        next++;
                    }
                    case NO_ROOM -> {}
                    case REWOUND -> throw new AssertionError("nothing went backwards");
                }
            }
        }

        private void complete() {
            if (!inHand.isEmpty()) {
                long offset =
                        inHand.stream()
                                .skip(random.nextInt(inHand.size()))
                                .findFirst()
                                .orElseThrow();
                inHand.remove(offset);
                window.complete(offset);
                done.merge(offset, 1, Integer::sum);
                doneSinceCommit++;
            }
        }

        private void commit() {
            committed = window.commit();
            doneSinceCommit = 0;
            log.stream()
                    .filter(offset -> offset < committed.offset())
                    .forEach(offset -> assertThat(done).containsKey(offset));
            assertThat(committed.metadata().length()).isLessThanOrEqualTo(4_096);
        }

        /** What was in flight may have arrived, and what was done since is not known of. */
        private void startAnew() {
            mayRepeat += inHand.size() + doneSinceCommit;
            inHand.forEach(offset -> {
                if (random.nextBoolean()) {
                    done.merge(offset, 1, Integer::sum);
                }
            });
            inHand.clear();
            doneSinceCommit = 0;
            window = OffsetWindow.restored(committed.offset(), committed.metadata());
            next = 0;
            while (next < log.size() && log.get(next) < committed.offset()) {
                next++;
            }
        }

        /**
         * The group gives the partition away from a worker that is stopped; when it wakes up, its
         * commit is of an older generation and refused.
         */
        private void stolen() {
            OffsetWindow.Commit late = window.commit();
            OffsetWindow.Commit kept = committed;
            startAnew();
            assertThat(late.offset()).isGreaterThanOrEqualTo(kept.offset());
            assertThat(committed).isEqualTo(kept);
        }

        private void overwriteMetadata() {
            mayRepeat += (int) done.keySet().stream().filter(o -> o >= committed.offset()).count();
            String garbage =
                    List.of(
                                    "",
                                    "1:",
                                    "1:%%%",
                                    "2:" + "/".repeat(4_000),
                                    "x".repeat(4_000),
                                    "1:" + "A".repeat(4_094))
                            .get(random.nextInt(6));
            committed = new OffsetWindow.Commit(committed.offset(), garbage);
            startAnew();
        }

        void finish() {
            while (next < log.size() || !inHand.isEmpty()) {
                take();
                complete();
            }
            commit();
            assertThat(committed.offset()).isGreaterThan(log.getLast());
        }

        int repeated() {
            return done.values().stream().mapToInt(times -> times - 1).sum();
        }
    }
}
