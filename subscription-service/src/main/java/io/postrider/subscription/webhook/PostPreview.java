package io.postrider.subscription.webhook;

import io.postrider.model.Delivery;
import io.postrider.model.Delivery.EventRef;
import io.postrider.model.Delivery.SubscriptionRef;
import io.postrider.model.DeliveryId;
import io.postrider.model.Event;
import io.postrider.model.Progress;
import io.postrider.model.RecordPosition;
import io.postrider.model.RequestHeader;
import io.postrider.model.SubscriptionId;
import io.postrider.model.format.Format;
import io.postrider.model.format.PostHeaders;
import io.postrider.model.format.RequestHeaders;
import io.postrider.model.signature.SignatureScheme;
import io.postrider.model.wire.BodyRenderer;
import io.postrider.model.wire.EventBodies.Rendered;

import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Makes the POST that a webhook would send, by the same code as dispatcher and worker, and sends it
 * nowhere. What signs it is made for this once.
 */
public final class PostPreview {

    private static final RecordPosition NOWHERE = new RecordPosition(0, 0);

    private final SigningKeys keys;
    private final BodyRenderer renderer;
    private final String userAgent;
    private final InstantSource clock;
    private final Supplier<String> nonces;

    public PostPreview(
            SigningKeys keys,
            BodyRenderer renderer,
            String userAgent,
            InstantSource clock,
            Supplier<String> nonces) {
        this.keys = keys;
        this.renderer = renderer;
        this.userAgent = userAgent;
        this.clock = clock;
        this.nonces = nonces;
    }

    /**
     * What of a webhook shows in its POSTs.
     *
     * @param id of a webhook that there may be or not
     * @param authorization value of the header of that name
     */
    public record Look(
            SubscriptionId id,
            URI url,
            Format format,
            SigningChoice signing,
            Map<String, String> headers,
            Optional<String> authorization) {}

    /**
     * The POST.
     *
     * @param delivery with the body as it would be sent
     * @param secret that signed it, and nothing else
     */
    public record Shown(
            URI url, Delivery delivery, List<ShownLine> headers, SignatureScheme secret) {}

    public Shown of(Look look, Event event) {
        Instant now = clock.instant();
        SignatureScheme secret = keys.scheme(look.signing());
        Delivery delivery = delivery(look, event, now);
        ShownHeaders lines = new ShownHeaders(look);
        new RequestHeaders(
                        userAgent,
                        look.headers().entrySet().stream()
                                .map(own -> new RequestHeader(own.getKey(), own.getValue()))
                                .toList(),
                        look.authorization(),
                        PostHeaders.of(look.format(), List.of(secret)))
                .write(new PostHeaders.Post(delivery, now, nonces), lines);
        return new Shown(look.url(), delivery, lines.lines(), secret);
    }

    private Delivery delivery(Look look, Event event, Instant now) {
        DeliveryId id = DeliveryId.of(event.source(), event.id(), look.id());
        Rendered made = renderer.of(event).in(look.format().name(), look.id(), id);
        return new Delivery(
                id,
                new EventRef(event.id(), event.type(), event.tenant(), NOWHERE, made.eventAlias()),
                new SubscriptionRef(look.id(), 0, look.format().name()),
                now.truncatedTo(ChronoUnit.MILLIS),
                Progress.NEW,
                made.body(),
                made.made());
    }
}
