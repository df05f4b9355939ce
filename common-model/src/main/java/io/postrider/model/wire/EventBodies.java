package io.postrider.model.wire;

import io.postrider.model.DeliveryId;
import io.postrider.model.Event;
import io.postrider.model.FormatName;
import io.postrider.model.Payload;
import io.postrider.model.SubscriptionId;
import io.postrider.model.format.Placeholder;
import io.postrider.model.format.Serialization;
import io.postrider.model.format.Template.Literal;
import io.postrider.model.format.Template.Part;
import io.postrider.model.format.Template.Variable;
import io.postrider.model.wire.BodyRenderer.Compiled;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The bodies of one event, each made once for all the webhooks that can share it. */
public final class EventBodies {

    private static final int ENVELOPE_BYTES = 256;

    /**
     * A body, or what it is to be made of.
     *
     * @param body the event itself, in the plain envelope, where it is not made
     * @param eventAlias the id that the format gives the event, where it is not its own
     * @param made whether it is a body
     */
    public record Rendered(Payload body, Optional<String> eventAlias, boolean made) {}

    private final Event event;
    private final Map<FormatName, Compiled> formats;
    private final Map<FormatName, Rendered> shared = new HashMap<>();
    private final Map<Serialization, byte[]> data = new HashMap<>();
    private @Nullable Rendered standard;
    private @Nullable Rendered unmade;

    EventBodies(Event event, Map<FormatName, Compiled> formats) {
        this.event = event;
        this.formats = formats;
    }

    /**
     * The body in the format. Where there is no such format here it is left to others to make it,
     * who may know the format.
     */
    public Rendered in(FormatName format, SubscriptionId webhook, DeliveryId delivery) {
        if (format.equals(FormatName.STANDARD)) {
            return standard();
        }
        Compiled compiled = formats.get(format);
        if (compiled == null) {
            return unmade();
        }
        return compiled.shared()
                ? shared.computeIfAbsent(format, _ -> render(compiled, webhook, delivery))
                : render(compiled, webhook, delivery);
    }

    /** Written by code of its own: most webhooks have it. */
    private Rendered standard() {
        Rendered known = standard;
        if (known == null) {
            known = new Rendered(StandardBody.render(event), Optional.empty(), true);
            standard = known;
        }
        return known;
    }

    private Rendered unmade() {
        Rendered known = unmade;
        if (known == null) {
            Payload envelope = EventCodec.encode(event).value().orElseThrow();
            known = new Rendered(envelope, Optional.empty(), false);
            unmade = known;
        }
        return known;
    }

    Rendered render(Compiled compiled, SubscriptionId webhook, DeliveryId delivery) {
        Optional<String> alias =
                compiled.format()
                        .body()
                        .eventIds()
                        .map(style -> style.of(event.source(), event.id()))
                        .filter(id -> !id.equals(event.id().value()));
        Values values = new Values(compiled.style(), alias, webhook, delivery);
        JsonBytes out = new JsonBytes(event.data().length() + ENVELOPE_BYTES);
        for (Part part : compiled.parts()) {
            switch (part) {
                case Literal(String text) -> out.raw(text);
                case Variable(Placeholder placeholder) ->
                        out.raw(
                                placeholder == Placeholder.EVENT_DATA
                                        ? data(compiled)
                                        : values.of(placeholder).getBytes(StandardCharsets.UTF_8));
            }
        }
        return new Rendered(out.toPayload(), alias, true);
    }

    private byte[] data(Compiled compiled) {
        Serialization how = compiled.format().body().serialization();
        return how == Serialization.VERBATIM
                ? event.data().bytes()
                : data.computeIfAbsent(
                        how, _ -> new JsonPrinter(compiled.style()).print(event.data().bytes()));
    }

    /** What placeholders stand for, printed. */
    private final class Values {

        private final JsonStyle style;
        private final Optional<String> alias;
        private final SubscriptionId webhook;
        private final DeliveryId delivery;

        Values(
                JsonStyle style,
                Optional<String> alias,
                SubscriptionId webhook,
                DeliveryId delivery) {
            this.style = style;
            this.alias = alias;
            this.webhook = webhook;
            this.delivery = delivery;
        }

        String of(Placeholder placeholder) {
            return switch (placeholder) {
                case EVENT_ID -> text(alias.orElse(event.id().value()));
                case EVENT_TYPE -> text(event.type().value());
                case EVENT_SOURCE -> event.source().map(this::text).orElse("null");
                case EVENT_TENANT -> text(event.tenant().value());
                case EVENT_TIME_ISO -> text(Timestamps.format(event.time()));
                case EVENT_TIME_ISO_SECONDS ->
                        text(Timestamps.format(event.time().truncatedTo(ChronoUnit.SECONDS)));
                case EVENT_TIME_SECONDS -> Long.toString(event.time().getEpochSecond());
                case EVENT_TIME_MILLIS -> Long.toString(event.time().toEpochMilli());
                case WEBHOOK_ID -> text(webhook.value());
                case DELIVERY_ID -> text(delivery.value());
                default ->
                        throw new IllegalStateException(placeholder.text() + " stands in no body");
            };
        }

        private String text(String value) {
            StringBuilder out = new StringBuilder(value.length() + 2);
            style.text(out, value);
            return out.toString();
        }
    }
}
