package io.postrider.dispatcher.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.model.SubscriptionId;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResumePointTest {

    private static final ConsumerRecord<byte[], byte[]> RECORD =
            new ConsumerRecord<>("events", 3, 17, new byte[0], new byte[0]);
    private static final SubscriptionId LAST = new SubscriptionId("wh_abc");

    @Test
    void aCommitWithinAnEventStaysOnItAndSaysHowFar() {
        OffsetAndMetadata commit = ResumePoint.within(RECORD, LAST);

        assertThat(commit.offset()).isEqualTo(17);
        assertThat(ResumePoint.of(commit)).contains(new ResumePoint(17, LAST));
    }

    @Test
    void aCommitBehindAnEventSaysNothingOfTheNext() {
        OffsetAndMetadata commit = ResumePoint.behind(RECORD);

        assertThat(commit.offset()).isEqualTo(18);
        assertThat(ResumePoint.of(commit)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "written-up-to:", "written-up-to:x", "written-up-to:wh_!"})
    void metadataThatCannotBeReadCountsAsNone(String metadata) {
        assertThat(ResumePoint.of(new OffsetAndMetadata(17, metadata))).isEmpty();
    }
}
