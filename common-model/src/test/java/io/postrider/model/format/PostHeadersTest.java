package io.postrider.model.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.postrider.model.Delivery;
import io.postrider.model.DeliveryId;
import io.postrider.model.EventId;
import io.postrider.model.EventType;
import io.postrider.model.FormatName;
import io.postrider.model.Payload;
import io.postrider.model.Progress;
import io.postrider.model.RecordPosition;
import io.postrider.model.RetryWait;
import io.postrider.model.SubscriptionId;
import io.postrider.model.TenantId;
import io.postrider.model.format.PostHeaders.Post;
import io.postrider.model.signature.HmacSha256;
import io.postrider.model.signature.SignatureScheme;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Every header of every guide's table. */
class PostHeadersTest {

    private static final String SECRET = "your-secret-key";
    private static final String BODY = "{\"a\":1}";
    private static final Instant CREATED_AT = Instant.parse("2026-01-31T12:00:00.123Z");
    private static final Instant AT = Instant.parse("2026-01-31T12:05:00.999Z");
    private static final String ID = "dlv_0123456789abcdef0123456789abcdef";

    private static Delivery delivery(String eventId, Optional<String> alias) {
        return new Delivery(
                new DeliveryId(ID),
                new Delivery.EventRef(
                        new EventId(eventId),
                        new EventType("user.created"),
                        TenantId.DEFAULT,
                        new RecordPosition(0, 0),
                        alias),
                new Delivery.SubscriptionRef(new SubscriptionId("wh_1234567890"), 0),
                CREATED_AT,
                Progress.NEW,
                Payload.of(BODY));
    }

    private static Map<String, String> headers(String format) {
        return headers(
                FormatCatalog.shipped().get(new FormatName(format)),
                delivery("7", Optional.of("whevt_7")));
    }

    private static Map<String, String> headers(Format format, Delivery delivery) {
        SignatureScheme secret = HmacSha256.ofPlainText(SECRET);
        Map<String, String> headers = new LinkedHashMap<>();
        PostHeaders.of(format, List.of(secret, HmacSha256.ofPlainText("an-old-secret")))
                .write(new Post(delivery, AT, () -> "nonce-1"), headers::put);
        return headers;
    }

    private static String hmac(String content) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(content.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void ecocast() {
        assertThat(headers("ecocast"))
                .containsExactly(
                        entry("Content-Type", "application/json"),
                        entry("X-EcoCast-Webhook-Signature", hmac(BODY)),
                        entry("X-EcoCast-Webhook-Timestamp", "1769860800123"),
                        entry("X-EcoCast-Webhook-ID", "whevt_7"),
                        entry("X-EcoCast-Webhook-Event", "user.created"),
                        entry("X-EcoCast-Webhook-Delivery", ID));
    }

    @Test
    void taskHub() {
        assertThat(headers("task-hub"))
                .containsExactly(
                        entry("Content-Type", "application/json"),
                        entry("X-Webhook-ID", "wh_1234567890"),
                        entry("X-Delivery-ID", ID),
                        entry("X-Hub-Signature", "sha256=" + hmac(BODY)),
                        entry("X-Event-Type", "user.created"));
    }

    @Test
    void clip() {
        assertThat(headers("clip"))
                .containsExactly(
                        entry("Content-Type", "application/json"),
                        entry("X-Webhook-Signature", hmac(BODY)),
                        entry("X-Webhook-Event-ID", "whevt_7"),
                        entry("X-Webhook-Delivery-ID", ID));
    }

    @Test
    void project44() {
        assertThat(headers("project-44"))
                .containsExactly(
                        entry("Content-Type", "application/json"),
                        entry("X-Webhook-Signature", hmac(BODY)));
    }

    @Test
    void envoyouSignsTheTimeOfTheAttempt() {
        assertThat(headers("envoyou"))
                .containsExactly(
                        entry("Content-Type", "application/json"),
                        entry("X-EnvoyOU-Signature", "v1," + hmac("1769861100." + BODY)),
                        entry("X-EnvoyOU-Timestamp", "1769861100"),
                        entry("X-EnvoyOU-Webhook-ID", "wh_1234567890"),
                        entry("X-EnvoyOU-Event-Type", "user.created"),
                        entry("X-EnvoyOU-Nonce", "nonce-1"));
    }

    @Test
    void whatIdentifiesADeliveryStaysOverItsAttempts() {
        Format format = FormatCatalog.shipped().get(new FormatName("ecocast"));
        Delivery first = delivery("7", Optional.of("whevt_7"));
        Delivery second =
                first.withProgress(first.progress().retrying(new RetryWait(AT, AT.plusSeconds(5))));

        assertThat(headers(format, second)).isEqualTo(headers(format, first));
    }

    private static Format own(Path directory, String headers, String content) throws IOException {
        Files.writeString(
                directory.resolve("own.yml"),
                """
                name: own
                body: {serialization: verbatim, template: "${event.data}"}
                headers:
                  X-Signature: ${signature}
                %s
                signature:
                  secret: text
                  content: %s
                  encoding: hex
                  value: ${version}=${digest}
                  separator: ";"
                retry: {delays: []}
                """
                        .formatted(headers.indent(2), content));
        return FormatCatalog.with(directory).get(new FormatName("own"));
    }

    @Test
    void anOperatorsFormatMayNameEverythingAndSignItToo(@TempDir Path directory)
            throws IOException {
        Format own =
                own(
                        directory,
                        """
                        X-Attempt: ${attempt.number} ${attempt.nonce} ${attempt.time.iso}
                        X-Millis: ${attempt.time.millis}
                        X-Created: ${delivery.time.seconds} ${delivery.time.iso}
                        X-Tenant: ${event.tenant}\
                        """,
                        "${event.id}:${attempt.nonce}:${body}:${webhook.id}");

        Map<String, String> headers = headers(own, delivery("7", Optional.empty()));

        assertThat(headers)
                .contains(
                        entry("X-Attempt", "1 nonce-1 2026-01-31T12:05:00.999Z"),
                        entry("X-Millis", "1769861100999"),
                        entry("X-Created", "1769860800 2026-01-31T12:00:00.123Z"),
                        entry("X-Tenant", "default"),
                        entry("Content-Type", "application/json"));
        assertThat(headers.get("X-Signature"))
                .startsWith("v1=" + hmac("7:nonce-1:" + BODY + ":wh_1234567890") + ";v1=");
    }

    @Test
    void anEventIdThatIsNoHeaderTextIsPercentEncoded(@TempDir Path directory) throws IOException {
        Format own = own(directory, "X-Event: ${event.id}", "${body}");

        assertThat(headers(own, delivery("é \"1\" 50%", Optional.empty())))
                .containsEntry("X-Event", "%C3%A9%20%221%22%2050%25");
    }

    @Test
    void withoutASecretThereIsNothingToSignWith() {
        Format format = FormatCatalog.shipped().get(new FormatName("clip"));

        assertThatThrownBy(() -> PostHeaders.of(format, List.of()))
                .hasMessage("there is no secret to sign with");
    }
}
