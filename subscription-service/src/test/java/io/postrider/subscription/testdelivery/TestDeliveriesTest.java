package io.postrider.subscription.testdelivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.model.DeliveryId;
import io.postrider.model.Event;
import io.postrider.model.EventId;
import io.postrider.model.EventSelection;
import io.postrider.model.EventType;
import io.postrider.model.EventTypePattern;
import io.postrider.model.Payload;
import io.postrider.model.SubscriptionId;
import io.postrider.model.TenantId;
import io.postrider.subscription.access.Caller;
import io.postrider.subscription.access.Reach;
import io.postrider.subscription.history.AttemptEntry;
import io.postrider.subscription.history.DeliveryArchive;
import io.postrider.subscription.history.DeliverySummary;
import io.postrider.subscription.identity.TimeOrderedIds;
import io.postrider.subscription.quota.Quota;
import io.postrider.subscription.quota.TestQuotas;
import io.postrider.subscription.quota.UnderWay;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

class TestDeliveriesTest {

    private static final SubscriptionId WEBHOOK = new SubscriptionId("wh_a");
    private static final EventType SAMPLED = new EventType("order.sampled");

    private final Instant began = Instant.parse("2026-03-01T10:00:00Z");
    private final AtomicReference<Instant> clock = new AtomicReference<>(began);

    /** Knows nothing. */
    private static final DeliveryArchive EMPTY =
            new DeliveryArchive() {
                @Override
                public List<DeliverySummary> list(Filter filter, Slice slice) {
                    return List.of();
                }

                @Override
                public long count(Filter filter) {
                    return 0;
                }

                @Override
                public Optional<DeliverySummary> find(Reach reach, DeliveryId id) {
                    return Optional.empty();
                }

                @Override
                public List<DeliverySummary> findAll(Reach reach, Set<DeliveryId> ids) {
                    return List.of();
                }

                @Override
                public List<AttemptEntry> attempts(Reach reach, DeliveryId id) {
                    return List.of();
                }
            };

    @Test
    void givesUpWaitingWhenTheTimeIsOver() {
        TestDeliveries deliveries =
                new TestDeliveries(
                        (_, _, _) -> event("ping"),
                        EMPTY,
                        new TestDeliveries.Sources(
                                (_, _) -> Optional.empty(),
                                new TimeOrderedIds(clock::get, byte[]::new),
                                clock::get),
                        new TestDeliveries.Limits(Duration.ofSeconds(3), 100),
                        time -> clock.updateAndGet(now -> now.plus(time)),
                        new UnderWay(TestQuotas.limits(Quota.TESTS, 1)));

        TestResult result =
                deliveries.send(
                        Caller.POSTRIDER,
                        WEBHOOK,
                        new TestEvent(Optional.empty(), Optional.empty()));

        assertThat(result.isOver()).isFalse();
        assertThat(result.delivered()).isFalse();
        assertThat(Duration.between(began, clock.get())).isEqualTo(Duration.ofSeconds(3));
    }

    private Event event(String type) {
        return new Event(
                new EventId("evt_1"),
                Optional.empty(),
                new EventType(type),
                TenantId.DEFAULT,
                began,
                Payload.of("{}"));
    }

    private static Event made(TestEvent test, String... patterns) {
        return test.event(
                new TestEvent.Receiver(
                        WEBHOOK,
                        TenantId.DEFAULT,
                        new EventSelection(
                                Set.of(patterns).stream()
                                        .map(EventTypePattern::new)
                                        .collect(Collectors.toUnmodifiableSet()),
                                Optional.empty())),
                new EventId("evt_test_1"),
                (_, type) ->
                        type.equals(SAMPLED)
                                ? Optional.of(Payload.of("{\"sample\":1}"))
                                : Optional.empty(),
                Instant.EPOCH);
    }

    @Test
    void takesATypeThatTheWebhookSelectsForDataOfTheCallers() {
        TestEvent test = new TestEvent(Optional.empty(), Optional.of(Payload.of("{\"a\":1}")));

        assertThat(made(test, "b.c", "a.b", "a.*").type()).isEqualTo(new EventType("a.b"));
        assertThat(made(test, "a.*", "*").type()).isEqualTo(new EventType("ping"));
        assertThat(made(test, "a.b").data()).isEqualTo(Payload.of("{\"a\":1}"));
    }

    @Test
    void takesTheTypesSampleWhereThereAreNoData() {
        Event sampled =
                made(new TestEvent(Optional.of(SAMPLED), Optional.empty()), "order.created");
        Event ping = made(new TestEvent(Optional.empty(), Optional.empty()), "order.created");

        assertThat(sampled.data().text()).isEqualTo("{\"sample\":1}");
        assertThat(ping.type()).isEqualTo(new EventType("ping"));
        assertThat(ping.data().text()).contains("\"webhook_id\":\"wh_a\"");
    }
}
