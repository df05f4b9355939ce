package io.postrider.worker;

import io.postrider.model.Delivery;
import io.postrider.model.Delivery.SubscriptionRef;
import io.postrider.model.DeliveryId;
import io.postrider.model.Event;
import io.postrider.model.EventId;
import io.postrider.model.EventSelection;
import io.postrider.model.EventType;
import io.postrider.model.EventTypePattern;
import io.postrider.model.FormatName;
import io.postrider.model.Payload;
import io.postrider.model.Progress;
import io.postrider.model.RecordPosition;
import io.postrider.model.RequestHeader;
import io.postrider.model.SubscriptionId;
import io.postrider.model.SubscriptionSnapshot;
import io.postrider.model.TenantId;
import io.postrider.model.access.EndpointAccess;
import io.postrider.model.egress.EgressPolicy;
import io.postrider.model.egress.Network;
import io.postrider.model.format.FormatCatalog;
import io.postrider.model.format.RetryOn;
import io.postrider.model.retry.RetrySchedule;
import io.postrider.model.signature.HmacSha256;
import io.postrider.model.signature.SecretBox;
import io.postrider.model.wire.EventCodec;
import io.postrider.testing.Patience;
import io.postrider.worker.endpoint.Endpoint;
import io.postrider.worker.endpoint.PostShape;
import io.postrider.worker.http.HttpSettings;
import io.postrider.worker.http.HttpSettings.ConnectProxy;

import java.net.URI;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Deliveries and subscriptions for tests. */
public final class Fixtures {

    public static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    public static final String SECRETS_KEY = Base64.getEncoder().encodeToString(new byte[32]);
    public static final HmacSha256 SECRET = HmacSha256.ofKey(key());
    public static final SecretBox BOX =
            new SecretBox(Map.of("k1", new byte[32]), "k1", new SecureRandom());

    /** The receivers of the tests are on this machine. */
    public static final EgressPolicy EGRESS =
            EgressPolicy.PUBLIC.allowing(Network.parse("127.0.0.0/8"));

    /** Longer than a test waits for anything, so that nothing goes on only because of it. */
    private static final Duration LONG_TIMEOUT = Patience.LONGEST.multipliedBy(3);

    private Fixtures() {}

    /** Of a sender to receivers of tests. */
    public static HttpSettings httpSettings(X509Certificate... trusted) {
        return httpSettings(EGRESS, Optional.empty(), trusted);
    }

    public static HttpSettings httpSettings(
            EgressPolicy egress, Optional<ConnectProxy> proxy, X509Certificate... trusted) {
        return new HttpSettings(
                "Postrider/test",
                Duration.ofSeconds(10),
                100,
                Duration.ofSeconds(4),
                List.of(trusted),
                egress,
                proxy);
    }

    private static byte[] key() {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) 7);
        return key;
    }

    public static SubscriptionId aSubscriptionId() {
        return new SubscriptionId("wh_" + UUID.randomUUID().toString().replace("-", ""));
    }

    public static Endpoint anEndpoint(URI url, Duration timeout) {
        return anEndpoint(url, timeout, EndpointAccess.NONE);
    }

    public static Endpoint anEndpoint(URI url, Duration timeout, EndpointAccess access) {
        return new Endpoint(
                aSubscriptionId(),
                url,
                true,
                Optional.empty(),
                aShape("standard", SECRET.secretText()),
                access,
                RetrySchedule.STANDARD,
                RetryOn.ANY,
                timeout,
                Optional.empty());
    }

    public static PostShape aShape(String format, String secret, RequestHeader... own) {
        return PostShape.of(
                FormatCatalog.shipped().get(new FormatName(format)), List.of(secret), List.of(own));
    }

    public static SubscriptionSnapshot aSnapshot(SubscriptionId id, URI url, Duration... delays) {
        return new SubscriptionSnapshot(
                id,
                TenantId.DEFAULT,
                url,
                true,
                Optional.empty(),
                new EventSelection(Set.of(new EventTypePattern("*")), Optional.empty()),
                List.of(BOX.seal(SECRET.secretText(), id.value())),
                new RetrySchedule(List.of(delays), 0),
                LONG_TIMEOUT,
                Optional.empty(),
                FormatName.STANDARD,
                Map.of(),
                Map.of(),
                1);
    }

    public static SubscriptionSnapshot changed(
            SubscriptionSnapshot snapshot, boolean active, List<String> secrets) {
        return next(snapshot, active, snapshot.pausedAt(), secrets);
    }

    /** The next version of it, paused since then or not at all. */
    public static SubscriptionSnapshot paused(
            SubscriptionSnapshot snapshot, Optional<Instant> pausedAt) {
        return next(snapshot, snapshot.active(), pausedAt, snapshot.secrets());
    }

    private static SubscriptionSnapshot next(
            SubscriptionSnapshot snapshot,
            boolean active,
            Optional<Instant> pausedAt,
            List<String> secrets) {
        return new SubscriptionSnapshot(
                snapshot.id(),
                snapshot.tenant(),
                snapshot.url(),
                active,
                pausedAt,
                snapshot.selection(),
                secrets,
                snapshot.schedule(),
                snapshot.timeout(),
                snapshot.rateLimit(),
                snapshot.format(),
                snapshot.headers(),
                snapshot.access(),
                snapshot.version() + 1);
    }

    /** The endpoint, switched and paused as given. */
    public static Endpoint switched(Endpoint endpoint, boolean active, Optional<Instant> pausedAt) {
        return new Endpoint(
                endpoint.id(),
                endpoint.url(),
                active,
                pausedAt,
                endpoint.shape(),
                endpoint.access(),
                endpoint.schedule(),
                endpoint.retryOn(),
                endpoint.timeout(),
                endpoint.rateLimit());
    }

    public static SubscriptionSnapshot inFormat(
            SubscriptionSnapshot snapshot, String format, String secret) {
        return new SubscriptionSnapshot(
                snapshot.id(),
                snapshot.tenant(),
                snapshot.url(),
                snapshot.active(),
                snapshot.pausedAt(),
                snapshot.selection(),
                List.of(BOX.seal(secret, snapshot.id().value())),
                snapshot.schedule(),
                snapshot.timeout(),
                snapshot.rateLimit(),
                new FormatName(format),
                Map.of("X-Custom-Header", BOX.seal("your-custom-value", snapshot.id().value())),
                snapshot.access(),
                snapshot.version());
    }

    public static Delivery inFormat(Delivery delivery, String format) {
        return new Delivery(
                delivery.id(),
                delivery.event(),
                new Delivery.SubscriptionRef(
                        delivery.subscription().id(),
                        delivery.subscription().offset(),
                        new FormatName(format)),
                delivery.createdAt(),
                delivery.progress(),
                delivery.body());
    }

    public static Delivery aDelivery(SubscriptionId subscription, long offset, String body) {
        EventId event = new EventId(UUID.randomUUID().toString());
        return new Delivery(
                DeliveryId.of(Optional.empty(), event, subscription),
                new Delivery.EventRef(
                        event,
                        new EventType("order.created"),
                        TenantId.DEFAULT,
                        new RecordPosition(0, 1)),
                new Delivery.SubscriptionRef(subscription, offset),
                Instant.now(),
                Progress.NEW,
                Payload.of(body));
    }

    public static Event anEvent(String data) {
        return new Event(
                new EventId(UUID.randomUUID().toString()),
                Optional.empty(),
                new EventType("order.created"),
                TenantId.DEFAULT,
                NOW,
                Payload.of(data));
    }

    /** As the dispatcher makes it when it does not know the format. */
    public static Delivery holding(Event event, SubscriptionRef subscription) {
        return new Delivery(
                DeliveryId.of(event.source(), event.id(), subscription.id()),
                new Delivery.EventRef(
                        event.id(), event.type(), event.tenant(), new RecordPosition(0, 1)),
                subscription,
                NOW,
                Progress.NEW,
                EventCodec.encode(event).value().orElseThrow(),
                false);
    }

    public static Delivery aDelivery() {
        return aDelivery(aSubscriptionId(), 0, "{}");
    }
}
