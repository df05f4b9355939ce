package io.postrider.model.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.postrider.model.Delivery;
import io.postrider.model.DeliveryId;
import io.postrider.model.EventId;
import io.postrider.model.EventType;
import io.postrider.model.Payload;
import io.postrider.model.Progress;
import io.postrider.model.RecordPosition;
import io.postrider.model.RetryWait;
import io.postrider.model.SubscriptionId;
import io.postrider.model.TenantId;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Numbers that no delivery of ours has, and that would keep one going round for ever. */
class DeliveryCodecTest {

    private static final Instant SINCE = Instant.parse("2026-01-01T10:00:00Z");
    private static final WireRecord WAITING =
            DeliveryCodec.encode(
                    new Delivery(
                            new DeliveryId("dlv_0123456789abcdef0123456789abcdef"),
                            new Delivery.EventRef(
                                    new EventId("1"),
                                    new EventType("order.created"),
                                    TenantId.DEFAULT,
                                    new RecordPosition(0, 0)),
                            new Delivery.SubscriptionRef(new SubscriptionId("wh_1"), 0),
                            SINCE,
                            new Progress(
                                    1,
                                    1,
                                    1,
                                    Optional.of(
                                            new RetryWait(SINCE, SINCE.plus(Duration.ofDays(1)))),
                                    Optional.empty()),
                            Payload.of("{}")));

    @ParameterizedTest
    @CsvSource({
        "postrider-attempts, 2147483647",
        "postrider-replays, 2147483647",
        "postrider-attempts, 1000001",
        "postrider-attempts, -1",
        "postrider-attempts-before-replay, 99999999999",
        "postrider-due-at, 9223372036854775807",
        "postrider-due-at, 1767866400001"
    })
    void anImpossibleNumberIsRefusedByName(String header, String value) {
        assertThatThrownBy(() -> DeliveryCodec.decode(with(header, value)))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessageContaining("'postrider-");
    }

    @Test
    void theLongestWaitAndTheMostAttemptsAreRead() {
        assertThat(DeliveryCodec.decode(with("postrider-attempts", "1000000")).progress())
                .extracting(Progress::attempts)
                .isEqualTo(1_000_000);
        String sevenDays = Long.toString(SINCE.plus(Duration.ofDays(7)).toEpochMilli());
        assertThat(DeliveryCodec.decode(with("postrider-due-at", sevenDays)).progress().pause())
                .isPresent();
    }

    @Test
    void aSafetyCopyIsTheDeliveryWithAHeaderMore() {
        Delivery delivery = DeliveryCodec.decode(WAITING);
        WireRecord copy = DeliveryCodec.encodeSafetyCopy(delivery, "w-1");

        assertThat(DeliveryCodec.decode(copy)).isEqualTo(delivery);
        assertThat(copy.headers())
                .contains(new WireHeader(DeliveryCodec.SAFETY_COPY, "w-1"))
                .containsAll(WAITING.headers());
    }

    private static WireRecord with(String header, String value) {
        List<WireHeader> headers = new ArrayList<>(WAITING.headers());
        headers.add(new WireHeader(header, value));
        return new WireRecord(WAITING.key(), headers, WAITING.value());
    }
}
