package io.postrider.subscription.jdbc;

import io.postrider.model.EventSelection;
import io.postrider.model.EventTypePattern;
import io.postrider.model.FormatName;
import io.postrider.model.RateLimit;
import io.postrider.model.SubscriptionId;
import io.postrider.model.TenantId;
import io.postrider.model.retry.RetrySchedule;
import io.postrider.model.retry.ShortDuration;
import io.postrider.subscription.webhook.DeliverySettings;
import io.postrider.subscription.webhook.PostSettings;
import io.postrider.subscription.webhook.Settings;
import io.postrider.subscription.webhook.Signing;
import io.postrider.subscription.webhook.SigningMethod;
import io.postrider.subscription.webhook.Subscription;
import io.postrider.subscription.webhook.Subscription.Activity;
import io.postrider.subscription.webhook.Subscription.Revision;

import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.relational.core.mapping.Table;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A row of {@code subscriptions}. */
@Table("subscriptions")
record SubscriptionRow(
        @Id String id,
        String tenant,
        @Nullable String name,
        String url,
        @Nullable String description,
        List<String> events,
        @Nullable String contentPattern,
        List<String> retryDelays,
        double retryJitter,
        long timeoutMs,
        @Nullable Integer rateLimitDeliveries,
        @Nullable Long rateLimitSeconds,
        String signatureScheme,
        @Nullable String publicKey,
        List<String> sealedSecrets,
        @Nullable Instant overlapUntil,
        String format,
        List<String> headerNames,
        List<String> sealedHeaderValues,
        List<String> accessNames,
        List<String> accessValues,
        boolean testMode,
        boolean active,
        @Nullable String disabledReason,
        Instant activeSince,
        @Nullable Instant pausedAt,
        long version,
        Instant createdAt,
        Instant updatedAt) {

    static SubscriptionRow of(Subscription subscription) {
        Settings settings = subscription.settings();
        DeliverySettings delivery = settings.delivery();
        Signing signing = subscription.signing();
        Activity activity = subscription.activity();
        Revision revision = subscription.revision();
        return new SubscriptionRow(
                subscription.id().value(),
                subscription.tenant().value(),
                settings.name().orElse(null),
                settings.url().toString(),
                settings.description().orElse(null),
                settings.selection().types().stream()
                        .map(EventTypePattern::value)
                        .sorted()
                        .toList(),
                settings.selection().contentPattern().orElse(null),
                delivery.schedule().delays().stream().map(ShortDuration::format).toList(),
                delivery.schedule().jitter(),
                delivery.timeout().toMillis(),
                delivery.rateLimit().map(RateLimit::deliveries).orElse(null),
                delivery.rateLimit().map(limit -> limit.period().toSeconds()).orElse(null),
                signing.method().code(),
                signing.publicKey().orElse(null),
                signing.sealedSecrets(),
                signing.overlapUntil().orElse(null),
                settings.post().format().value(),
                List.copyOf(settings.post().sealedHeaders().keySet()),
                List.copyOf(settings.post().sealedHeaders().values()),
                List.copyOf(settings.post().access().keySet()),
                List.copyOf(settings.post().access().values()),
                settings.testMode(),
                activity.active(),
                activity.disabledReason().orElse(null),
                activity.since(),
                activity.pausedAt().orElse(null),
                revision.version(),
                revision.createdAt(),
                revision.updatedAt());
    }

    Subscription toSubscription() {
        return new Subscription(
                new SubscriptionId(id),
                new TenantId(tenant),
                new Settings(
                        Optional.ofNullable(name),
                        URI.create(url),
                        Optional.ofNullable(description),
                        selection(),
                        delivery(),
                        post(),
                        testMode),
                new Signing(
                        SigningMethod.ofCode(signatureScheme),
                        Optional.ofNullable(publicKey),
                        sealedSecrets,
                        Optional.ofNullable(overlapUntil)),
                new Activity(
                        active,
                        Optional.ofNullable(disabledReason),
                        activeSince,
                        Optional.ofNullable(pausedAt)),
                new Revision(version, createdAt, updatedAt));
    }

    private EventSelection selection() {
        return new EventSelection(
                events.stream().map(EventTypePattern::new).collect(Collectors.toUnmodifiableSet()),
                Optional.ofNullable(contentPattern));
    }

    private PostSettings post() {
        return new PostSettings(
                new FormatName(format),
                pairs(headerNames, sealedHeaderValues),
                pairs(accessNames, accessValues));
    }

    private static Map<String, String> pairs(List<String> names, List<String> values) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            pairs.put(names.get(i), values.get(i));
        }
        return pairs;
    }

    private DeliverySettings delivery() {
        return new DeliverySettings(
                new RetrySchedule(
                        retryDelays.stream().map(ShortDuration::parse).toList(), retryJitter),
                Duration.ofMillis(timeoutMs),
                rateLimit());
    }

    private Optional<RateLimit> rateLimit() {
        return rateLimitDeliveries == null || rateLimitSeconds == null
                ? Optional.empty()
                : Optional.of(
                        new RateLimit(rateLimitDeliveries, Duration.ofSeconds(rateLimitSeconds)));
    }
}
