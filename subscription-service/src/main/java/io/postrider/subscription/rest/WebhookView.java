package io.postrider.subscription.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;

import io.postrider.model.EventTypePattern;
import io.postrider.model.RateLimit;
import io.postrider.model.access.EndpointAccess;
import io.postrider.model.retry.RetrySchedule;
import io.postrider.model.retry.ShortDuration;
import io.postrider.subscription.webhook.OwnHeaders;
import io.postrider.subscription.webhook.Settings;
import io.postrider.subscription.webhook.Subscription;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A webhook as callers see it.
 *
 * @param pausedAt since when deliveries are held; null when they are not
 * @param secret only in the answer to its creation, and to that of another secret
 * @param previousSecretUntil until when the secret before the current one signs too
 * @param headers its own; their values are not shown
 * @param authentication what its requests show; credentials are not shown
 * @param tls how TLS is done with its endpoint; the key is not shown
 */
record WebhookView(
        String id,
        String tenant,
        @Nullable String name,
        String url,
        @Nullable String description,
        List<String> events,
        @JsonRawValue @Nullable String filter,
        boolean active,
        @Nullable String disabledReason,
        boolean paused,
        @Nullable Instant pausedAt,
        String signatureScheme,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String secret,
        @Nullable String publicKey,
        @Nullable Instant previousSecretUntil,
        String format,
        Map<String, String> headers,
        @Nullable Map<String, String> authentication,
        @Nullable Map<String, String> tls,
        boolean testMode,
        RetryPolicyView retryPolicy,
        long timeoutMs,
        @Nullable RateLimitView rateLimit,
        Instant createdAt,
        Instant updatedAt,
        long version) {

    /** What requests cannot change. */
    static final List<String> READ_ONLY =
            List.of(
                    "id",
                    "tenant",
                    "disabled_reason",
                    "paused_at",
                    "signature_scheme",
                    "public_key",
                    "previous_secret_until",
                    "created_at",
                    "updated_at",
                    "version");

    /** The values of {@link #READ_ONLY}. */
    ReadOnlyFields readOnly() {
        List<Optional<?>> values =
                List.of(
                        Optional.of(id),
                        Optional.of(tenant),
                        Optional.ofNullable(disabledReason),
                        Optional.ofNullable(pausedAt),
                        Optional.of(signatureScheme),
                        Optional.ofNullable(publicKey),
                        Optional.ofNullable(previousSecretUntil),
                        Optional.of(createdAt),
                        Optional.of(updatedAt),
                        Optional.of(version));
        return ReadOnlyFields.of(READ_ONLY, values);
    }

    record RetryPolicyView(List<String> delays, double jitter) {

        static RetryPolicyView of(RetrySchedule schedule) {
            return new RetryPolicyView(
                    schedule.delays().stream().map(ShortDuration::format).toList(),
                    schedule.jitter());
        }
    }

    record RateLimitView(int deliveries, String period) {

        static RateLimitView of(RateLimit limit) {
            return new RateLimitView(limit.deliveries(), ShortDuration.format(limit.period()));
        }
    }

    static WebhookView of(Subscription subscription) {
        return of(subscription, null);
    }

    static WebhookView of(Subscription subscription, @Nullable String secret) {
        Settings settings = subscription.settings();
        return new WebhookView(
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
                subscription.activity().active(),
                subscription.activity().disabledReason().orElse(null),
                subscription.activity().pausedAt().isPresent(),
                subscription.activity().pausedAt().orElse(null),
                subscription.signing().method().code(),
                secret,
                subscription.signing().publicKey().orElse(null),
                subscription.signing().overlapUntil().orElse(null),
                settings.post().format().value(),
                masked(settings.post().sealedHeaders().keySet()),
                below(EndpointAccess.AUTHENTICATION, settings.post().access()),
                below(EndpointAccess.TLS, settings.post().access()),
                settings.testMode(),
                RetryPolicyView.of(settings.delivery().schedule()),
                settings.delivery().timeout().toMillis(),
                settings.delivery().rateLimit().map(RateLimitView::of).orElse(null),
                subscription.revision().createdAt(),
                subscription.revision().updatedAt(),
                subscription.revision().version());
    }

    /** Null when there is none of it. */
    private static @Nullable Map<String, String> below(String prefix, Map<String, String> access) {
        Map<String, String> values = new LinkedHashMap<>();
        access.forEach((path, value) -> {
            if (path.startsWith(prefix)) {
                values.put(
                        path.substring(prefix.length()),
                        EndpointAccess.SECRETS.contains(path) ? OwnHeaders.MASK : value);
            }
        });
        return values.isEmpty() ? null : values;
    }

    private static Map<String, String> masked(Set<String> names) {
        Map<String, String> headers = new LinkedHashMap<>();
        names.forEach(name -> headers.put(name, OwnHeaders.MASK));
        return headers;
    }
}
