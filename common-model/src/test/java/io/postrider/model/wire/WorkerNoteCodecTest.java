package io.postrider.model.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.postrider.model.LaneState;
import io.postrider.model.ParkReason;
import io.postrider.model.Payload;
import io.postrider.model.SubscriptionId;
import io.postrider.model.WorkerNote;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is said is what is understood. */
class WorkerNoteCodecTest {

    private static final Instant AT = Instant.parse("2026-01-31T12:00:00.123Z");

    @ParameterizedTest
    @EnumSource
    void aLaneIsReadAsItWasWritten(LaneState state) {
        WorkerNote.Lane lane =
                new WorkerNote.Lane(
                        new SubscriptionId("wh_1"),
                        "worker-1",
                        state,
                        AT,
                        state == LaneState.WAITING ? Optional.empty() : Optional.of(AT),
                        1,
                        2,
                        Map.of(ParkReason.ENDPOINT_FAILING, 3, ParkReason.LANE_FULL, 4),
                        AT);

        WireRecord record = WorkerNoteCodec.encode(lane);

        assertThat(record.key().map(Payload::text)).contains("wh_1");
        assertThat(WorkerNoteCodec.decode(record)).isEqualTo(lane);
    }

    @Test
    void aSignOfLifeAndAnEndAreReadAsTheyWereWritten() {
        for (WorkerNote note :
                List.of(new WorkerNote.Alive("worker-1", AT), new WorkerNote.Gone("worker-1"))) {
            assertThat(WorkerNoteCodec.decode(WorkerNoteCodec.encode(note))).isEqualTo(note);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "{}",
                "[]",
                "{\"worker\":\"w\"}",
                "{\"worker\":\"w\",\"subscription_id\":\"wh_1\",\"state\":\"odd\",\"since\":\"2026-01-31T12:00:00Z\",\"reported_at\":\"2026-01-31T12:00:00Z\"}",
                "{\"worker\":\"w\",\"subscription_id\":\"wh_1\",\"state\":\"failing\",\"since\":\"2026-01-31T12:00:00Z\",\"parked\":{\"odd\":1},\"reported_at\":\"2026-01-31T12:00:00Z\"}"
            })
    void whatIsNoNoteIsRefused(String json) {
        WireRecord record = WireRecord.of("key", List.of(), Payload.of(json));

        assertThatThrownBy(() -> WorkerNoteCodec.decode(record))
                .isInstanceOf(MalformedRecordException.class);
    }
}
