package io.postrider.model.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.postrider.model.Attempt;
import io.postrider.model.AttemptReport;
import io.postrider.model.AttemptReport.Attempted;
import io.postrider.model.AttemptReport.Cancelled;
import io.postrider.model.AttemptReport.Conclusion;
import io.postrider.model.DeadLetterReason;
import io.postrider.model.Decision;
import io.postrider.model.DeliveryId;
import io.postrider.model.EventId;
import io.postrider.model.EventSelection;
import io.postrider.model.EventType;
import io.postrider.model.EventTypePattern;
import io.postrider.model.FormatName;
import io.postrider.model.Outcome;
import io.postrider.model.Payload;
import io.postrider.model.RateLimit;
import io.postrider.model.RecordPosition;
import io.postrider.model.ResponseHeaders;
import io.postrider.model.SubscriptionId;
import io.postrider.model.SubscriptionSnapshot;
import io.postrider.model.TenantId;
import io.postrider.model.retry.RetrySchedule;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Attempt reports and subscription snapshots are read as they were written. */
class ReportCodecTest {

    private static final Instant AT = Instant.parse("2026-01-31T12:00:00.123Z");
    private static final URI URL = URI.create("https://example.com/hook");

    static Stream<Conclusion> conclusions() {
        var exhausted = new Decision.DeadLetter(DeadLetterReason.EXHAUSTED);
        var gone = new Decision.DeadLetter(DeadLetterReason.GONE);
        return Stream.of(
                attempted(new Outcome.Acknowledged(204), new Decision.Delivered()),
                attempted(
                        new Outcome.Rejected(503, Optional.of(Duration.ofSeconds(30))),
                        new Decision.Retry(AT.plusSeconds(30))),
                attempted(new Outcome.Unreachable("connection refused"), exhausted),
                attempted(
                        new Outcome.Rejected(410, Optional.empty()),
                        new Decision.DisableEndpoint(gone)),
                attempted(
                        new Outcome.Refused(DeadLetterReason.REFUSED, "address not allowed"),
                        new Decision.DeadLetter(DeadLetterReason.REFUSED)),
                new Cancelled(3, AT));
    }

    @ParameterizedTest
    @MethodSource("conclusions")
    void aReportIsReadAsItWasWritten(Conclusion conclusion) {
        AttemptReport report =
                new AttemptReport(
                        new DeliveryId("dlv_00000000000000000000000000000000"),
                        new EventId("evt_1"),
                        new EventType("order.created"),
                        TenantId.DEFAULT,
                        new SubscriptionId("wh_1"),
                        AT,
                        1,
                        Optional.empty(),
                        conclusion);

        WireRecord record = AttemptCodec.encode(report);

        assertThat(AttemptCodec.decode(record)).isEqualTo(report);
        assertThat(record.key()).contains(Payload.of("dlv_00000000000000000000000000000000"));
    }

    @Test
    void aReportSaysWhereTheDeliveryWasTakenFrom() {
        AttemptReport report =
                new AttemptReport(
                                new DeliveryId("dlv_00000000000000000000000000000000"),
                                new EventId("evt_1"),
                                new EventType("order.created"),
                                TenantId.DEFAULT,
                                new SubscriptionId("wh_1"),
                                AT,
                                0,
                                Optional.empty(),
                                new Cancelled(3, AT))
                        .takenFrom(new RecordPosition(7, 5_000_000_000L));

        WireRecord record = AttemptCodec.encode(report);

        assertThat(AttemptCodec.decode(record)).isEqualTo(report);
        assertThat(record.value().orElseThrow().text())
                .contains("\"record_partition\":7,\"record_offset\":5000000000,");
    }

    @Test
    void aReportIsPlainJsonThatUpstreamsCanRead() {
        AttemptReport report =
                new AttemptReport(
                        new DeliveryId("dlv_00000000000000000000000000000000"),
                        new EventId("evt_1"),
                        new EventType("order.created"),
                        TenantId.DEFAULT,
                        new SubscriptionId("wh_1"),
                        AT,
                        0,
                        Optional.empty(),
                        attempted(new Outcome.Acknowledged(204), new Decision.Delivered()));

        assertThat(AttemptCodec.encode(report).value().orElseThrow().text())
                .contains("\"delivery_id\":\"dlv_00000000000000000000000000000000\"")
                .contains("\"finished_at\":\"2026-01-31T12:00:01.123Z\"")
                .contains("\"result\":\"delivered\"")
                .doesNotContain("null");
    }

    /** Upstreams read these records, so nothing about their spelling changes unnoticed. */
    @ParameterizedTest
    @MethodSource("spellings")
    void aReportIsSpeltExactlyLikeThis(Conclusion conclusion, String json) {
        AttemptReport report =
                new AttemptReport(
                        new DeliveryId("dlv_00000000000000000000000000000000"),
                        new EventId("evt_1"),
                        new EventType("order.created"),
                        TenantId.DEFAULT,
                        new SubscriptionId("wh_1"),
                        AT,
                        1,
                        Optional.empty(),
                        conclusion);

        WireRecord record = AttemptCodec.encode(report);

        assertThat(record.headers())
                .containsExactly(new WireHeader("content-type", "application/json"));
        assertThat(record.value().orElseThrow().text())
                .isEqualTo(
                        """
                        {"delivery_id":"dlv_00000000000000000000000000000000","event_id":"evt_1",\
                        "event_type":"order.created","tenant":"default","subscription_id":"wh_1",\
                        "delivery_created_at":"2026-01-31T12:00:00.123Z","replays":1,\
                        """
                                + json);
    }

    static Stream<Arguments> spellings() {
        String attempt =
                """
                "attempt":2,"url":"https://example.com/hook",\
                "started_at":"2026-01-31T12:00:00.123Z",\
                "finished_at":"2026-01-31T12:00:00.123001Z",\
                """;
        String awkward = "a/b\"\\\u0001\n\u007f\u00e9\ud83d\ude00\ud83d<&";
        return Stream.of(
                Arguments.of(
                        new Attempted(
                                spelt(
                                        new Outcome.Rejected(
                                                410, Optional.of(Duration.ofSeconds(3))),
                                        awkward),
                                new Decision.DisableEndpoint(
                                        new Decision.DeadLetter(DeadLetterReason.GONE))),
                        attempt
                                + """
                                "outcome":"rejected","status":410,"retry_after_seconds":3,\
                                "response_body":"a/b\\"\\\\\\u0001\\n\u007f\u00e9\ud83d\ude00\\uD83D<&",\
                                "result":"failed","reason":"gone","endpoint_disabled":true}\
                                """),
                Arguments.of(
                        new Attempted(
                                spelt(new Outcome.Unreachable("reset"), ""),
                                new Decision.Retry(AT)),
                        attempt
                                + """
                                "outcome":"unreachable","error":"reset",\
                                "result":"retrying","next_attempt_at":"2026-01-31T12:00:00.123Z"}\
                                """),
                Arguments.of(
                        new Cancelled(3, AT),
                        """
                        "attempt":3,"finished_at":"2026-01-31T12:00:00.123Z",\
                        "result":"cancelled"}\
                        """));
    }

    private static Attempt spelt(Outcome outcome, String responseBody) {
        return new Attempt(
                2, URL, AT, AT.plusNanos(1000), outcome, ResponseHeaders.NONE, responseBody);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{}",
                "{\"delivery_id\":[1,{}],\"event_id\":{\"a\":1}}",
                "{\"replays\":\"x\"}",
                "{\"finished_at\":1}",
                "{} {}"
            })
    void whatIsNoReportIsRefused(String json) {
        WireRecord record = WireRecord.of("dlv", List.of(), Payload.of(json));

        assertThatThrownBy(() -> AttemptCodec.decode(record))
                .isInstanceOf(MalformedRecordException.class);
    }

    @Test
    void aReportOfALaterVersionIsReadWithoutWhatIsUnknown() {
        AttemptReport report =
                new AttemptReport(
                        new DeliveryId("dlv_00000000000000000000000000000000"),
                        new EventId("evt_1"),
                        new EventType("order.created"),
                        TenantId.DEFAULT,
                        new SubscriptionId("wh_1"),
                        AT,
                        1,
                        Optional.empty(),
                        new Cancelled(3, AT));
        String json = AttemptCodec.encode(report).value().orElseThrow().text();
        String later = "{\"new\":{\"event_id\":[null]},\"newer\":1," + json.substring(1);

        assertThat(AttemptCodec.decode(WireRecord.of("dlv", List.of(), Payload.of(later))))
                .isEqualTo(report);
    }

    @Test
    void aSnapshotIsReadAsItWasWritten() {
        var snapshot =
                new SubscriptionSnapshot(
                        new SubscriptionId("wh_1"),
                        TenantId.DEFAULT,
                        URL,
                        true,
                        Optional.of(AT),
                        new EventSelection(
                                Set.of(
                                        new EventTypePattern("order.*"),
                                        new EventTypePattern("user.created")),
                                Optional.of("{\"data\":{\"total\":[{\"numeric\":[\">\",100]}]}}")),
                        List.of("v1.k1.abc"),
                        RetrySchedule.STANDARD,
                        Duration.ofSeconds(10),
                        Optional.of(new RateLimit(60, Duration.ofMinutes(1))),
                        new FormatName("envoyou"),
                        Map.of("X-Custom-Header", "v1.k1.def"),
                        Map.of(),
                        4);

        assertThat(SubscriptionCodec.decode(SubscriptionCodec.encode(snapshot)))
                .isEqualTo(snapshot);
    }

    @Test
    void aSnapshotOfAnEarlierVersionHasTheStandardFormatNoHeadersAndIsNotPaused() {
        String json =
                """
                {"id":"wh_1","tenant":"default","url":"https://example.com/","active":true,
                 "events":["*"],"sealed_secrets":["v1.k1.abc"],"retry_delays":[],"retry_jitter":0,
                 "timeout_millis":10000,"version":1}\
                """;

        SubscriptionSnapshot snapshot =
                SubscriptionCodec.decode(WireRecord.of("wh_1", List.of(), Payload.of(json)));

        assertThat(snapshot.format()).isEqualTo(FormatName.STANDARD);
        assertThat(snapshot.headers()).isEmpty();
        assertThat(snapshot.pausedAt()).isEmpty();
    }

    private static Attempted attempted(Outcome outcome, Decision decision) {
        return new Attempted(
                new Attempt(
                        2,
                        URL,
                        AT,
                        AT.plusSeconds(1),
                        outcome,
                        new ResponseHeaders("a: é\nb: \"2\""),
                        "{\"error\":\"é\"}"),
                decision);
    }
}
