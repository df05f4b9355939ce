package io.postrider.model.wire;

import io.postrider.model.Delivery;
import io.postrider.model.Event;
import io.postrider.model.FormatName;
import io.postrider.model.format.Format;
import io.postrider.model.format.FormatCatalog;
import io.postrider.model.format.Placeholder;
import io.postrider.model.format.Template.Part;
import io.postrider.model.format.Template.Variable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes bodies of events, in every format there is. Safe for use by many threads. */
public final class BodyRenderer {

    private static final Set<Placeholder> OF_ONE_DELIVERY =
            Set.of(Placeholder.WEBHOOK_ID, Placeholder.DELIVERY_ID);

    /**
     * A format, ready to print.
     *
     * @param shared whether all webhooks of the format get the same body
     */
    record Compiled(Format format, List<Part> parts, JsonStyle style, boolean shared) {

        static Compiled of(Format format) {
            List<Part> parts = CompiledBody.parts(format.body());
            return new Compiled(
                    format,
                    parts,
                    JsonStyle.of(format.body().serialization()),
                    parts.stream()
                            .noneMatch(part ->
                                    part instanceof Variable(Placeholder placeholder)
                                            && OF_ONE_DELIVERY.contains(placeholder)));
        }
    }

    private final Map<FormatName, Compiled> formats = new HashMap<>();

    public BodyRenderer(FormatCatalog catalog) {
        catalog.formats().forEach(format -> formats.put(format.name(), Compiled.of(format)));
    }

    /** Whether there is such a format. */
    public boolean knows(FormatName format) {
        return formats.containsKey(format);
    }

    /**
     * Makes the body of a delivery that holds its event. One that has its body stays as it is, and
     * so does one whose format is not there still.
     *
     * @throws MalformedRecordException when what it holds is not an event
     */
    public Delivery render(Delivery delivery) {
        FormatName format = delivery.subscription().format();
        if (delivery.rendered() || !knows(format)) {
            return delivery;
        }
        WireRecord record =
                new WireRecord(
                        Optional.empty(), EventCodec.JSON_HEADERS, Optional.of(delivery.body()));
        EventBodies.Rendered made =
                of(EventCodec.decode(record, delivery.createdAt()))
                        .in(format, delivery.subscription().id(), delivery.id());
        return delivery.withBody(made.body(), made.eventAlias());
    }

    /** The bodies of one event; for one thread. */
    public EventBodies of(Event event) {
        return new EventBodies(event, formats);
    }
}
