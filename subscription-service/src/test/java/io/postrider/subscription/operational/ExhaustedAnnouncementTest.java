package io.postrider.subscription.operational;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.model.DeadLetterReason;
import io.postrider.model.DeliveryId;
import io.postrider.model.EventId;
import io.postrider.model.EventType;
import io.postrider.model.OperationalEvents;
import io.postrider.model.RecordPosition;
import io.postrider.model.SubscriptionId;
import io.postrider.model.TenantId;
import io.postrider.subscription.history.DeliveryRef;
import io.postrider.subscription.history.HistoryBatch.DeadLetterFact;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Instant;
import java.util.Optional;

class ExhaustedAnnouncementTest {

    private static final Instant CREATED = Instant.parse("2026-03-01T10:00:00Z");

    private static DeadLetterFact letter(
            EventId event, EventType type, DeadLetterReason reason, int replays) {
        SubscriptionId webhook = new SubscriptionId("wh_a");
        return new DeadLetterFact(
                new DeliveryRef(
                        DeliveryId.of(Optional.empty(), event, webhook),
                        CREATED,
                        new TenantId("acme"),
                        webhook,
                        event,
                        type),
                reason,
                "answered 500",
                Optional.of(500),
                10,
                replays,
                CREATED.plusSeconds(5),
                new RecordPosition(0, 1));
    }

    private static Optional<Announcement> announced(DeadLetterReason reason, int replays) {
        return ExhaustedAnnouncement.of(
                letter(new EventId("evt_1"), new EventType("order.created"), reason, replays));
    }

    @Test
    void tellsOfTheDelivery() {
        Announcement announcement = announced(DeadLetterReason.EXHAUSTED, 0).orElseThrow();

        assertThat(announcement.type()).isEqualTo(OperationalEvents.DELIVERY_EXHAUSTED);
        assertThat(announcement.tenant()).isEqualTo(new TenantId("acme"));
        assertThat(announcement.data())
                .containsEntry("webhook_id", "wh_a")
                .containsEntry("event_id", "evt_1")
                .containsEntry("reason", "exhausted")
                .containsEntry("last_status", 500);
        assertThat(announced(DeadLetterReason.EXHAUSTED, 0)).hasValue(announcement);
        assertThat(announced(DeadLetterReason.EXHAUSTED, 1).orElseThrow().id())
                .isNotEqualTo(announcement.id());
    }

    @ParameterizedTest
    @EnumSource(
            value = DeadLetterReason.class,
            names = {"EXHAUSTED", "NOT_RETRIED", "EXPIRED"})
    void tellsOfEachWayToRunOutOfAttempts(DeadLetterReason reason) {
        assertThat(announced(reason, 0).orElseThrow().data())
                .containsEntry("reason", reason.code());
    }

    @ParameterizedTest
    @EnumSource(
            value = DeadLetterReason.class,
            names = {"EXHAUSTED", "NOT_RETRIED", "EXPIRED"},
            mode = EnumSource.Mode.EXCLUDE)
    void tellsNothingOfDeliveriesThatEndedOtherwise(DeadLetterReason reason) {
        assertThat(announced(reason, 0)).isEmpty();
    }

    @Test
    void makesNoLoop() {
        EventId id = announced(DeadLetterReason.EXPIRED, 0).orElseThrow().id();

        for (EventType type : OperationalEvents.TYPES) {
            assertThat(ExhaustedAnnouncement.of(letter(id, type, DeadLetterReason.EXHAUSTED, 0)))
                    .isEmpty();
        }
        assertThat(
                        ExhaustedAnnouncement.of(
                                letter(
                                        new EventId("evt_of_a_producer"),
                                        OperationalEvents.DELIVERY_EXHAUSTED,
                                        DeadLetterReason.EXHAUSTED,
                                        0)))
                .isPresent();
    }
}
