package io.postrider.worker.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.BitSet;
import java.util.Set;

class CommitMetadataTest {

    @Property(tries = 100)
    void readsWhatItWrote(@ForAll Set<@IntRange(max = CommitMetadata.LIMIT - 1) Integer> complete) {
        BitSet bits = new BitSet();
        complete.forEach(bits::set);

        assertThat(CommitMetadata.read(CommitMetadata.write(bits))).isEqualTo(bits);
        assertThat(CommitMetadata.write(bits).length()).isLessThanOrEqualTo(4_096);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1:", "1:???", "2:AQ", "bAAAACQ=", "consumer-7", "1:A"})
    void textOfAnotherWriterSaysNothing(String metadata) {
        assertThat(CommitMetadata.read(metadata).isEmpty()).isTrue();
    }

    @Property(tries = 200)
    void aMapThatTheWorkerDidNotWriteSaysNothing(
            @ForAll @IntRange(min = 1, max = 4_000) int length, @ForAll boolean old) {
        String allDone = "/".repeat(length);

        assertThat(CommitMetadata.read((old ? "1:" : "2:") + allDone).isEmpty()).isTrue();
    }

    @Property(tries = 200)
    void noTextIsFatal(@ForAll String any) {
        assertThat(CommitMetadata.read("2:" + any).length())
                .isLessThanOrEqualTo(CommitMetadata.LIMIT);
    }
}
