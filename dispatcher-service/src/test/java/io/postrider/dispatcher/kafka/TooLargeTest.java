package io.postrider.dispatcher.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.dispatcher.dispatch.Dispatch.FannedOut;
import io.postrider.dispatcher.dispatch.LeftOut;
import io.postrider.dispatcher.dispatch.Made;
import io.postrider.model.Delivery;
import io.postrider.model.DeliveryId;
import io.postrider.model.EventId;
import io.postrider.model.EventType;
import io.postrider.model.Payload;
import io.postrider.model.Progress;
import io.postrider.model.RecordPosition;
import io.postrider.model.SubscriptionId;
import io.postrider.model.TenantId;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

class TooLargeTest {

    private static final RecordPosition PLACE = new RecordPosition(3, 42);

    private final TooLarge tooLarge = new TooLarge();

    private static FannedOut ofSizes(int... sizes) {
        List<Delivery> deliveries =
                Stream.iterate(0, i -> i < sizes.length, i -> i + 1)
                        .map(i -> delivery("wh_" + i, sizes[i]))
                        .toList();
        return new FannedOut(
                deliveries.stream().map(Delivery::subscription).toList(),
                match -> new Made.Ready(of(deliveries, match)),
                List.of());
    }

    private static Delivery of(List<Delivery> deliveries, Delivery.SubscriptionRef match) {
        return deliveries.stream()
                .filter(delivery -> delivery.subscription().equals(match))
                .findFirst()
                .orElseThrow();
    }

    private static Delivery delivery(String webhook, int size) {
        EventId event = new EventId("evt_1");
        SubscriptionId subscription = new SubscriptionId(webhook);
        return new Delivery(
                DeliveryId.of(Optional.empty(), event, subscription),
                new Delivery.EventRef(event, new EventType("t"), TenantId.DEFAULT, PLACE),
                new Delivery.SubscriptionRef(subscription, 0),
                Instant.EPOCH,
                Progress.NEW,
                Payload.of("x".repeat(size)));
    }

    private static List<Integer> sizes(FannedOut made) {
        return made.made()
                .filter(Made.Ready.class::isInstance)
                .map(ready -> ((Made.Ready) ready).delivery().body().length())
                .toList();
    }

    private static List<Made> leftOut(FannedOut made) {
        return made.made().filter(LeftOut.class::isInstance).toList();
    }

    @Test
    void nothingIsLeftOutOfAnEventThatWasOnlyBesideOne() {
        FannedOut made = ofSizes(10, 20);
        tooLarge.found(PLACE, false, "too large");

        assertThat(tooLarge.isSuspect(PLACE)).isTrue();
        assertThat(tooLarge.without(PLACE, made)).isEqualTo(made);
    }

    @Test
    void theLargestAreLeftOutUntilTheRestIsTaken() {
        FannedOut made = ofSizes(10, 300, 20, 200, 300);
        tooLarge.found(PLACE, false, "too large");
        tooLarge.found(PLACE, true, "too large");
        tooLarge.found(PLACE, true, "too large");

        FannedOut second = tooLarge.without(PLACE, made);
        assertThat(sizes(second)).containsExactly(10, 20, 200);
        assertThat(leftOut(second))
                .containsExactly(
                        new LeftOut(new SubscriptionId("wh_1"), "too large"),
                        new LeftOut(new SubscriptionId("wh_4"), "too large"));
        assertThat(sizes(tooLarge.without(PLACE, made))).as("asked again").hasSize(3);

        tooLarge.found(PLACE, true, "too large");
        assertThat(sizes(tooLarge.without(PLACE, made))).containsExactly(10, 20);
    }

    @Test
    void inTheEndAllAreLeftOut() {
        FannedOut made = ofSizes(10, 20);
        tooLarge.found(PLACE, false, "too large");
        for (int i = 0; i < 2; i++) {
            tooLarge.found(PLACE, true, "too large");
            var _ = tooLarge.without(PLACE, made);
        }

        assertThat(sizes(tooLarge.without(PLACE, made))).isEmpty();
        assertThat(leftOut(tooLarge.without(PLACE, made))).hasSize(2);
    }

    @Test
    void whatIsCommittedIsForgotten() {
        tooLarge.found(PLACE, false, "too large");
        tooLarge.found(PLACE, true, "too large");
        tooLarge.forget(PLACE);

        assertThat(tooLarge.isEmpty()).isTrue();
        assertThat(sizes(tooLarge.without(PLACE, ofSizes(10)))).containsExactly(10);
    }
}
