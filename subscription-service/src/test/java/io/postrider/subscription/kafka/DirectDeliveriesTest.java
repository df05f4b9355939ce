package io.postrider.subscription.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.model.Delivery;
import io.postrider.model.Event;
import io.postrider.model.EventId;
import io.postrider.model.EventSelection;
import io.postrider.model.EventType;
import io.postrider.model.FormatName;
import io.postrider.model.Payload;
import io.postrider.model.SubscriptionId;
import io.postrider.model.SubscriptionSnapshot;
import io.postrider.model.TenantId;
import io.postrider.model.format.FormatCatalog;
import io.postrider.model.retry.RetrySchedule;
import io.postrider.model.wire.BodyRenderer;

import org.junit.jupiter.api.Test;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class DirectDeliveriesTest {

    private static final Event EVENT =
            new Event(
                    new EventId("evt_test_1"),
                    Optional.empty(),
                    new EventType("ping"),
                    TenantId.DEFAULT,
                    Instant.parse("2026-03-01T12:00:00Z"),
                    Payload.of("{\"n\":1}"));

    private static Optional<Delivery> delivery(String format, int largestBody) {
        return new DirectDeliveries(new BodyRenderer(FormatCatalog.shipped()), largestBody)
                .of(
                        EVENT,
                        new SubscriptionSnapshot(
                                new SubscriptionId("wh_1"),
                                TenantId.DEFAULT,
                                URI.create("https://example.com/hook"),
                                true,
                                Optional.empty(),
                                EventSelection.NOTHING,
                                List.of(),
                                RetrySchedule.STANDARD,
                                Duration.ofSeconds(10),
                                Optional.empty(),
                                new FormatName(format),
                                Map.of(),
                                Map.of(),
                                1),
                        7);
    }

    @Test
    void makesTheBodyInTheFormatOfTheWebhook() {
        Delivery made = delivery("task-hub", 1_000).orElseThrow();

        assertThat(made.rendered()).isTrue();
        assertThat(made.body()).isEqualTo(Payload.of("{\"n\":1}"));
        assertThat(made.subscription().offset()).isEqualTo(7);
    }

    @Test
    void leavesTheBodyToTheWorkerWhereTheFormatIsNotConfigured() {
        Delivery made = delivery("mine", 1_000).orElseThrow();

        assertThat(made.rendered()).isFalse();
        assertThat(new String(made.body().bytes(), StandardCharsets.UTF_8))
                .contains("\"id\":\"evt_test_1\"", "\"data\":{\"n\":1}");
    }

    @Test
    void makesNothingThatIsTooLarge() {
        assertThat(delivery("standard", 10)).isEmpty();
    }
}
