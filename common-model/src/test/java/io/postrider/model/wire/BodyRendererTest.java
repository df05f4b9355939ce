package io.postrider.model.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.model.Delivery;
import io.postrider.model.DeliveryId;
import io.postrider.model.Event;
import io.postrider.model.EventId;
import io.postrider.model.EventType;
import io.postrider.model.FormatName;
import io.postrider.model.Payload;
import io.postrider.model.Progress;
import io.postrider.model.RecordPosition;
import io.postrider.model.SubscriptionId;
import io.postrider.model.TenantId;
import io.postrider.model.format.FormatCatalog;
import io.postrider.model.wire.BodyRenderer.Compiled;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class BodyRendererTest {

    private static final SubscriptionId WEBHOOK = new SubscriptionId("wh_1");
    private static final DeliveryId DELIVERY =
            new DeliveryId("dlv_00000000000000000000000000000000");

    private static Event event(String id, Optional<String> source, String data) {
        return new Event(
                new EventId(id),
                source,
                new EventType("order.created"),
                TenantId.DEFAULT,
                Instant.parse("2026-01-31T12:00:00.250Z"),
                Payload.of(data));
    }

    private static String render(FormatCatalog catalog, String format, Event event) {
        return new BodyRenderer(catalog)
                .of(event)
                .in(new FormatName(format), WEBHOOK, DELIVERY)
                .body()
                .text();
    }

    @ParameterizedTest
    @ValueSource(strings = {"evt_7", "a \"quoted\" \\ id", "é 😀"})
    void whatTheStandardFormatSaysIsWhatIsWrittenByCode(String id) {
        var standard = FormatCatalog.shipped().get(FormatName.STANDARD);
        for (Optional<String> source : List.of(Optional.<String>empty(), Optional.of("/s"))) {
            Event event = event(id, source, "{ \"n\" : 1.0 }");

            assertThat(
                            new EventBodies(event, Map.of())
                                    .render(Compiled.of(standard), WEBHOOK, DELIVERY)
                                    .body())
                    .isEqualTo(StandardBody.render(event));
        }
    }

    @Test
    void anIdInTheFormatsFormStaysAndAnyOtherIsHashedWithItsSource() {
        FormatCatalog shipped = FormatCatalog.shipped();
        Optional<String> none = Optional.empty();

        assertThat(render(shipped, "envoyou", event("evt_123", none, "{}")))
                .contains("\"id\":\"evt_123\"");
        String hashed = render(shipped, "envoyou", event("123", none, "{}"));
        assertThat(hashed).containsPattern("\"id\":\"evt_[0-9a-f]{24}\"");
        assertThat(render(shipped, "envoyou", event("123", none, "{}"))).isEqualTo(hashed);
        assertThat(render(shipped, "envoyou", event("124", none, "{}"))).isNotEqualTo(hashed);
        assertThat(render(shipped, "envoyou", event("evt_123", Optional.of("/a"), "{}")))
                .isNotEqualTo(
                        render(shipped, "envoyou", event("evt_123", Optional.of("/b"), "{}")));
        assertThat(render(shipped, "envoyou", event("evt_1 2", none, "{}")))
                .doesNotContain("evt_1 2");
    }

    @Test
    void aBodyThatNamesNoWebhookIsMadeOnceForAll() {
        EventBodies bodies =
                new BodyRenderer(FormatCatalog.shipped()).of(event("1", Optional.empty(), "{}"));
        SubscriptionId other = new SubscriptionId("wh_2");

        for (String shared : new String[] {"standard", "ecocast", "task-hub", "clip"}) {
            FormatName format = new FormatName(shared);
            assertThat(bodies.in(format, WEBHOOK, DELIVERY))
                    .isSameAs(bodies.in(format, other, DELIVERY));
        }
        FormatName envoyou = new FormatName("envoyou");
        assertThat(bodies.in(envoyou, WEBHOOK, DELIVERY))
                .isNotEqualTo(bodies.in(envoyou, other, DELIVERY));
    }

    private static Delivery holding(Event event, String format) {
        return new Delivery(
                DELIVERY,
                new Delivery.EventRef(
                        event.id(), event.type(), event.tenant(), new RecordPosition(1, 2)),
                new Delivery.SubscriptionRef(WEBHOOK, 5, new FormatName(format)),
                event.time(),
                Progress.NEW,
                EventCodec.encode(event).value().orElseThrow(),
                false);
    }

    @Test
    void aDeliveryThatHoldsItsEventGetsTheBodyThatTheEventMakes() {
        BodyRenderer renderer = new BodyRenderer(FormatCatalog.shipped());
        for (Optional<String> source : List.of(Optional.<String>empty(), Optional.of("/s"))) {
            Event event = event("123", source, "{ \"n\" : 1.0, \"s\": \"\\u00eb\" }");
            for (String format : List.of("ecocast", "task-hub", "envoyou")) {
                EventBodies.Rendered direct =
                        renderer.of(event).in(new FormatName(format), WEBHOOK, DELIVERY);

                Delivery made = renderer.render(holding(event, format));

                assertThat(made.rendered()).isTrue();
                assertThat(made.body()).isEqualTo(direct.body());
                assertThat(made.event().alias()).isEqualTo(direct.eventAlias());
                assertThat(renderer.render(made)).isSameAs(made);
            }
        }
    }

    @Test
    void aDeliveryWhoseFormatIsNotThereStillGoesOnHoldingItsEvent() {
        Delivery waiting = holding(event("1", Optional.empty(), "{}"), "unheard-of");

        assertThat(new BodyRenderer(FormatCatalog.shipped()).render(waiting)).isSameAs(waiting);
    }

    @Test
    void anOperatorsTemplateMayHaveEverythingThatJsonHas(@TempDir Path directory)
            throws IOException {
        Files.writeString(
                directory.resolve("own.yml"),
                """
                name: own
                body:
                  serialization: ecmascript
                  template:
                    b: [1, 2.50, true, null, "true", "5", [], {}, "a \\"text\\""]
                    10: ten
                    9: nine
                    who: {webhook: "${webhook.id}", delivery: "${delivery.id}"}
                    about:
                      - ${event.source}
                      - ${event.tenant}
                      - ${event.time.iso}
                      - ${event.time.iso_seconds}
                      - ${event.time.seconds}
                      - ${event.time.millis}
                headers:
                  X-Signature: ${signature}
                signature: {secret: text, content: "${body}", encoding: hex, value: "${digest}"}
                retry: {delays: []}
                """);

        assertThat(render(FormatCatalog.with(directory), "own", event("1", Optional.empty(), "{}")))
                .isEqualTo(
                        """
                        {"9":"nine","10":"ten",\
                        "b":[1,2.5,true,null,"true","5",[],{},"a \\"text\\""],\
                        "who":{"webhook":"wh_1","delivery":"dlv_00000000000000000000000000000000"},\
                        "about":[null,"default","2026-01-31T12:00:00.250Z","2026-01-31T12:00:00Z",\
                        1769860800,1769860800250]}\
                        """);
    }
}
