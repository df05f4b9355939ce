package io.postrider.subscription.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.model.EventSelection;
import io.postrider.model.EventTypePattern;
import io.postrider.model.RateLimit;
import io.postrider.model.SubscriptionId;
import io.postrider.model.SubscriptionSnapshot;
import io.postrider.model.TenantId;
import io.postrider.model.retry.RetrySchedule;
import io.postrider.subscription.webhook.Subscription.Activity;
import io.postrider.subscription.webhook.Subscription.Revision;

import org.junit.jupiter.api.Test;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

class SubscriptionTest {

    private static final Instant MADE = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant LATER = MADE.plusSeconds(60);

    private static final Subscription ACTIVE =
            new Subscription(
                    new SubscriptionId("wh_1"),
                    TenantId.DEFAULT,
                    new Settings(
                            Optional.empty(),
                            URI.create("https://example.com"),
                            Optional.empty(),
                            new EventSelection(Set.of(new EventTypePattern("*")), Optional.empty()),
                            DeliverySettings.DEFAULT),
                    new Signing(SigningMethod.HMAC_SHA256, Optional.empty(), List.of("sealed")),
                    Activity.enabled(MADE),
                    Revision.first(MADE));

    @Test
    void growsByOneVersionWithAChange() {
        Subscription changed =
                ACTIVE.withSettings(settings -> settings.withName(Optional.of("n")), LATER);

        assertThat(changed.revision()).isEqualTo(new Revision(2, MADE, LATER));
        assertThat(changed.snapshot().version()).isEqualTo(2);
    }

    @Test
    void tellsTheOthersHowItsDeliveriesAreMade() {
        DeliverySettings delivery =
                new DeliverySettings(
                        new RetrySchedule(List.of(Duration.ofSeconds(5)), 0),
                        Duration.ofSeconds(3),
                        Optional.of(new RateLimit(60, Duration.ofMinutes(1))));

        SubscriptionSnapshot snapshot =
                ACTIVE.withSettings(settings -> settings.withDelivery(delivery), LATER).snapshot();

        assertThat(snapshot.schedule()).isEqualTo(delivery.schedule());
        assertThat(snapshot.timeout()).isEqualTo(delivery.timeout());
        assertThat(snapshot.rateLimit()).isEqualTo(delivery.rateLimit());
        assertThat(ACTIVE.snapshot().rateLimit()).isEmpty();
    }

    @Test
    void staysAsItIsWithoutAChange() {
        assertThat(ACTIVE.withSettings(settings -> settings, LATER)).isSameAs(ACTIVE);
        assertThat(ACTIVE.enabled(LATER)).isSameAs(ACTIVE);
        Subscription disabled = ACTIVE.disabled(LATER);
        assertThat(disabled.disabled(LATER)).isSameAs(disabled);
    }

    @Test
    void isDisabledWithAReasonWhenItsEndpointIsGone() {
        Subscription gone = ACTIVE.goneSince(LATER, LATER.plusSeconds(1));

        assertThat(gone.activity().active()).isFalse();
        assertThat(gone.activity().disabledReason()).hasValue("endpoint answered 410 Gone");
        assertThat(gone.enabled(LATER.plusSeconds(2)).activity().disabledReason()).isEmpty();
    }

    @Test
    void ignoresWhatTheEndpointSaidBeforeItWasEnabled() {
        assertThat(ACTIVE.goneSince(MADE.minusSeconds(1), LATER)).isSameAs(ACTIVE);
    }

    @Test
    void keepsItsOwnersReasonWhenItsEndpointIsGoneToo() {
        Subscription disabled = ACTIVE.disabled(LATER);

        assertThat(disabled.goneSince(LATER.plusSeconds(1), LATER.plusSeconds(2)))
                .isSameAs(disabled);
    }
}
