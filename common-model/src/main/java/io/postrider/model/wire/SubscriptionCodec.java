package io.postrider.model.wire;

import io.postrider.model.EventSelection;
import io.postrider.model.EventTypePattern;
import io.postrider.model.FormatName;
import io.postrider.model.Payload;
import io.postrider.model.RateLimit;
import io.postrider.model.SubscriptionId;
import io.postrider.model.SubscriptionSnapshot;
import io.postrider.model.TenantId;
import io.postrider.model.retry.RetrySchedule;
import io.postrider.model.retry.ShortDuration;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Subscription snapshots as JSON, keyed by subscription; a record without value is a deletion. */
public final class SubscriptionCodec {

    private static final int MOST_SCHEDULES = 1000;

    /**
     * Nearly all subscriptions have one of a few schedules: each is read, and held in memory, once.
     */
    private static final Map<ScheduleJson, RetrySchedule> SCHEDULES = new ConcurrentHashMap<>();

    private SubscriptionCodec() {}

    private record ScheduleJson(List<String> delays, double jitter) {

        RetrySchedule toSchedule() {
            return new RetrySchedule(delays.stream().map(ShortDuration::parse).toList(), jitter);
        }
    }

    record SnapshotJson(
            String id,
            String tenant,
            String url,
            boolean active,
            @Nullable Long pausedAt,
            List<String> events,
            @Nullable String filter,
            List<String> sealedSecrets,
            List<String> retryDelays,
            double retryJitter,
            long timeoutMillis,
            @Nullable RateLimitJson rateLimit,
            @Nullable String format,
            @Nullable Map<String, String> sealedHeaders,
            @Nullable Map<String, String> access,
            long version) {}

    record RateLimitJson(int deliveries, long periodSeconds) {

        static RateLimitJson of(RateLimit limit) {
            return new RateLimitJson(limit.deliveries(), limit.period().toSeconds());
        }

        RateLimit toLimit() {
            return new RateLimit(deliveries, Duration.ofSeconds(periodSeconds));
        }
    }

    public static WireRecord encode(SubscriptionSnapshot snapshot) {
        SnapshotJson json =
                new SnapshotJson(
                        snapshot.id().value(),
                        snapshot.tenant().value(),
                        snapshot.url().toString(),
                        snapshot.active(),
                        snapshot.pausedAt().map(Instant::toEpochMilli).orElse(null),
                        snapshot.selection().types().stream()
                                .map(EventTypePattern::value)
                                .sorted()
                                .toList(),
                        snapshot.selection().contentPattern().orElse(null),
                        snapshot.secrets(),
                        snapshot.schedule().delays().stream().map(ShortDuration::format).toList(),
                        snapshot.schedule().jitter(),
                        snapshot.timeout().toMillis(),
                        snapshot.rateLimit().map(RateLimitJson::of).orElse(null),
                        snapshot.format().value(),
                        snapshot.headers().isEmpty() ? null : snapshot.headers(),
                        snapshot.access().isEmpty() ? null : snapshot.access(),
                        snapshot.version());
        return WireRecord.of(
                snapshot.id().value(),
                EventCodec.JSON_HEADERS,
                Payload.of(Json.MAPPER.writeValueAsBytes(json)));
    }

    /** The record that says the subscription is deleted. */
    public static WireRecord tombstone(SubscriptionId id) {
        return new WireRecord(Optional.of(Payload.of(id.value())), List.of(), Optional.empty());
    }

    private static RetrySchedule schedule(ScheduleJson json) {
        RetrySchedule known = SCHEDULES.get(json);
        if (known != null) {
            return known;
        }
        RetrySchedule schedule = json.toSchedule();
        if (SCHEDULES.size() < MOST_SCHEDULES) {
            SCHEDULES.put(json, schedule);
        }
        return schedule;
    }

    /** Nearly all subscriptions share the one name. */
    private static FormatName format(String name) {
        return name.equals(FormatName.STANDARD.value())
                ? FormatName.STANDARD
                : new FormatName(name);
    }

    /**
     * Reads a snapshot.
     *
     * @throws MalformedRecordException when it is not one
     */
    public static SubscriptionSnapshot decode(WireRecord record) {
        try {
            SnapshotJson json = Json.MAPPER.readValue(EventCodec.body(record), SnapshotJson.class);
            return new SubscriptionSnapshot(
                    new SubscriptionId(json.id()),
                    new TenantId(json.tenant()),
                    URI.create(json.url()),
                    json.active(),
                    Optional.ofNullable(json.pausedAt()).map(Instant::ofEpochMilli),
                    new EventSelection(
                            json.events().stream()
                                    .map(EventTypePattern::new)
                                    .collect(Collectors.toUnmodifiableSet()),
                            Optional.ofNullable(json.filter())),
                    json.sealedSecrets(),
                    schedule(new ScheduleJson(json.retryDelays(), json.retryJitter())),
                    Duration.ofMillis(json.timeoutMillis()),
                    Optional.ofNullable(json.rateLimit()).map(RateLimitJson::toLimit),
                    Optional.ofNullable(json.format())
                            .map(SubscriptionCodec::format)
                            .orElse(FormatName.STANDARD),
                    Optional.ofNullable(json.sealedHeaders()).orElse(Map.of()),
                    Optional.ofNullable(json.access()).orElse(Map.of()),
                    json.version());
        } catch (JacksonException | IllegalArgumentException | NullPointerException e) {
            throw new MalformedRecordException("not a subscription snapshot: " + e.getMessage(), e);
        }
    }
}
