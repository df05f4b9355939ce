package io.postrider.subscription.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.model.Event;
import io.postrider.model.EventId;
import io.postrider.model.EventType;
import io.postrider.model.FormatName;
import io.postrider.model.Payload;
import io.postrider.model.SubscriptionId;
import io.postrider.model.TenantId;
import io.postrider.model.format.Format;
import io.postrider.model.format.FormatCatalog;
import io.postrider.model.signature.SecretBox;
import io.postrider.model.signature.StandardSignature;
import io.postrider.model.wire.BodyRenderer;
import io.postrider.subscription.webhook.PostPreview.Look;
import io.postrider.subscription.webhook.PostPreview.Shown;
import io.postrider.testing.SettableClock;

import org.junit.jupiter.api.Test;

import java.net.URI;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What a webhook would send, before it does. */
class PostPreviewTest {

    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
    private static final FormatCatalog FORMATS = FormatCatalog.shipped();
    private static final Event EVENT =
            new Event(
                    new EventId("evt_1"),
                    Optional.empty(),
                    new EventType("order.created"),
                    TenantId.DEFAULT,
                    NOW,
                    Payload.of("{\"total\": 1.10}"));

    private final PostPreview preview =
            new PostPreview(
                    new SigningKeys(byte[]::new, box()),
                    new BodyRenderer(FORMATS),
                    "Postrider/test",
                    SettableClock.at(NOW),
                    () -> "nonce-1");

    private static SecretBox box() {
        return new SecretBox(Map.of("k1", new byte[32]), "k1", new SecureRandom());
    }

    private Shown shown(String format, Map<String, String> own, Optional<String> authorization) {
        Format chosen = FORMATS.get(new FormatName(format));
        return preview.of(
                new Look(
                        new SubscriptionId("wh_1"),
                        URI.create("https://example.com:8443/hook"),
                        chosen,
                        SigningChoice.of(chosen, Optional.empty(), Optional.empty()),
                        own,
                        authorization),
                EVENT);
    }

    private static Map<String, String> headers(Shown shown) {
        Map<String, String> headers = new LinkedHashMap<>();
        shown.headers().forEach(line -> headers.put(line.name(), line.value()));
        return headers;
    }

    @Test
    void theBodyIsByteForByteAndTheExampleSecretSignedIt() {
        Shown shown = shown("standard", Map.of(), Optional.empty());

        assertThat(shown.delivery().body().text())
                .isEqualTo(
                        "{\"id\":\"evt_1\",\"type\":\"order.created\",\"timestamp\":\"2026-01-31T12:00:00Z\",\"data\":{\"total\":"
                            + " 1.10}}");
        assertThat(headers(shown))
                .containsEntry("host", "example.com:8443")
                .containsEntry("user-agent", "Postrider/test")
                .containsEntry("webhook-id", shown.delivery().id().value())
                .containsEntry(
                        "webhook-signature",
                        StandardSignature.sign(
                                        shown.delivery().id(),
                                        NOW,
                                        shown.delivery().body(),
                                        List.of(shown.secret()))
                                .signature());
    }

    @Test
    void eachHeaderStandsOnceAndSaysWhoWantsIt() {
        Shown shown =
                shown(
                        "standard",
                        Map.of("User-Agent", "mine/1", "Authorization", "own"),
                        Optional.of("Bearer ********"));

        assertThat(shown.headers())
                .contains(
                        new ShownLine("User-Agent", "mine/1", HeaderOrigin.WEBHOOK),
                        new ShownLine(
                                "authorization", "Bearer ********", HeaderOrigin.AUTHENTICATION),
                        new ShownLine("accept", "*/*", HeaderOrigin.POSTRIDER))
                .extracting(line -> line.name().toLowerCase(Locale.ROOT))
                .doesNotHaveDuplicates();
    }

    @Test
    void anotherFormatHasHeadersOfItsOwn() {
        Shown shown = shown("ecocast", Map.of(), Optional.empty());

        assertThat(headers(shown)).doesNotContainKey("webhook-signature");
        assertThat(shown.headers())
                .filteredOn(line -> line.origin() == HeaderOrigin.FORMAT)
                .extracting(ShownLine::name)
                .containsExactlyInAnyOrderElementsOf(
                        FORMATS.get(new FormatName("ecocast")).headers().keySet());
    }
}
