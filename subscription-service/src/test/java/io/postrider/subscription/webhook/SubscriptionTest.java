package io.postrider.subscription.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.model.EventSelection;
import io.postrider.model.EventTypePattern;
import io.postrider.model.FormatName;
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
import java.util.Map;
import java.util.Optional;
import java.util.Set;

class SubscriptionTest {

    private static final Instant MADE = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant LATER = MADE.plusSeconds(60);

    private static final URI URL = URI.create("https://example.com");

    private static final Subscription ACTIVE =
            new Subscription(
                    new SubscriptionId("wh_1"),
                    TenantId.DEFAULT,
                    new Settings(
                            Optional.empty(),
                            URL,
                            Optional.empty(),
                            new EventSelection(Set.of(new EventTypePattern("*")), Optional.empty()),
                            new DeliverySettings(
                                    RetrySchedule.STANDARD,
                                    Duration.ofSeconds(10),
                                    Optional.empty()),
                            new PostSettings(FormatName.STANDARD, Map.of("X-A", "sealed value")),
                            false),
                    new Signing(
                            SigningMethod.HMAC_SHA256,
                            Optional.empty(),
                            List.of("sealed"),
                            Optional.empty()),
                    Activity.first(true, false, MADE),
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
    void isPausedOnceUntilItIsResumed() {
        Subscription paused = ACTIVE.paused(LATER);

        assertThat(paused.snapshot().pausedAt()).contains(LATER);
        assertThat(paused.snapshot().active()).isTrue();
        assertThat(paused.revision().version()).isEqualTo(2);
        assertThat(paused.paused(LATER.plusSeconds(1))).isSameAs(paused);
        assertThat(paused.resumed(LATER).snapshot().pausedAt()).isEmpty();
        assertThat(ACTIVE.resumed(LATER)).isSameAs(ACTIVE);
    }

    @Test
    void whatItsEndpointDidBeforeThePauseCountsNoMore() {
        Subscription resumed = ACTIVE.paused(MADE).resumed(LATER);

        assertThat(resumed.activity().since()).isEqualTo(LATER);
        assertThat(resumed.gone(URL, MADE, LATER)).isSameAs(resumed);
    }

    @Test
    void staysPausedWhileItIsDisabledAndEnabled() {
        Subscription enabled = ACTIVE.paused(MADE).disabled(LATER).enabled(LATER);

        assertThat(enabled.snapshot().pausedAt()).contains(MADE);
    }

    @Test
    void tellsTheOthersTheShapeOfItsPosts() {
        assertThat(ACTIVE.snapshot().format()).isEqualTo(FormatName.STANDARD);
        assertThat(ACTIVE.snapshot().headers()).containsExactly(Map.entry("X-A", "sealed value"));
    }

    @Test
    void selectsNothingInTestMode() {
        Subscription testing = ACTIVE.withSettings(settings -> settings.withTestMode(true), LATER);

        assertThat(testing.snapshot().selection()).isEqualTo(EventSelection.NOTHING);
        assertThat(testing.snapshot().active()).isTrue();
        assertThat(
                        testing.withSettings(settings -> settings.withTestMode(false), LATER)
                                .snapshot()
                                .selection())
                .isEqualTo(ACTIVE.settings().selection());
    }

    @Test
    void dropsTheOldSecretWhenTheOverlapIsOver() {
        Signing next =
                new Signing(
                                SigningMethod.HMAC_SHA256,
                                Optional.empty(),
                                List.of("new"),
                                Optional.empty())
                        .besides(ACTIVE.signing(), LATER);
        Subscription rotated = ACTIVE.with(ACTIVE.settings(), next, MADE);

        assertThat(rotated.snapshot().secrets()).containsExactly("new", "sealed");
        assertThat(rotated.withoutExpiredSecret(LATER.minusMillis(1))).isSameAs(rotated);
        Subscription after = rotated.withoutExpiredSecret(LATER);
        assertThat(after.snapshot().secrets()).containsExactly("new");
        assertThat(after.withoutExpiredSecret(LATER)).isSameAs(after);
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
        Subscription gone = ACTIVE.gone(URL, LATER, LATER.plusSeconds(1));

        assertThat(gone.activity().active()).isFalse();
        assertThat(gone.activity().disabledReason()).hasValue("endpoint answered 410 Gone");
        assertThat(gone.enabled(LATER.plusSeconds(2)).activity().disabledReason()).isEmpty();
    }

    @Test
    void ignoresThatAnEndpointIsGoneWhichItHasNoMore() {
        URI former = URI.create("https://example.com/former");

        assertThat(ACTIVE.gone(former, LATER, LATER)).isSameAs(ACTIVE);
    }

    @Test
    void ignoresWhatTheEndpointSaidBeforeItWasEnabled() {
        assertThat(ACTIVE.gone(URL, MADE.minusSeconds(1), LATER)).isSameAs(ACTIVE);
    }

    @Test
    void keepsItsOwnersReasonWhenItsEndpointIsGoneToo() {
        Subscription disabled = ACTIVE.disabled(LATER);

        assertThat(disabled.gone(URL, LATER.plusSeconds(1), LATER.plusSeconds(2)))
                .isSameAs(disabled);
    }
}
