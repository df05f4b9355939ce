package io.postrider.model.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.model.Delivery;
import io.postrider.model.DeliveryId;
import io.postrider.model.EventId;
import io.postrider.model.EventType;
import io.postrider.model.Payload;
import io.postrider.model.Progress;
import io.postrider.model.RecordPosition;
import io.postrider.model.SubscriptionId;
import io.postrider.model.TenantId;
import io.postrider.model.format.PostCheck.Result;
import io.postrider.model.format.PostHeaders.Post;
import io.postrider.model.signature.SignatureScheme;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

class PostCheckTest {

    private static final Instant AT = Instant.parse("2026-01-31T12:00:00.123Z");
    private static final String BODY = "{\"total\": 250.00}";

    /** An operator's own, with one header. */
    private static Format own(String header, String content, String value) {
        return FormatFile.parse(
                "own.yml",
                """
                name: own
                body:
                  serialization: verbatim
                  template: ${event.data}
                headers:
                  X-Signature: %s
                signature:
                  secret: text
                  content: %s
                  encoding: hex
                  value: %s
                retry:
                  delays: [1s]
                """
                        .formatted(header, content, value));
    }

    static Collection<Format> shipped() {
        return FormatCatalog.shipped().formats();
    }

    private static SignatureScheme secret(Format format, int number) {
        byte[] random = new byte[SecretStyle.GENERATED_BYTES];
        random[0] = (byte) number;
        SecretStyle style = format.signature().secret();
        return style.scheme(style.generate(random));
    }

    private static Map<String, String> signed(Format format, List<SignatureScheme> secrets) {
        Delivery delivery =
                new Delivery(
                        new DeliveryId("dlv_" + "0".repeat(32)),
                        new Delivery.EventRef(
                                new EventId("7"),
                                new EventType("order.created"),
                                TenantId.DEFAULT,
                                new RecordPosition(0, 0),
                                Optional.empty()),
                        new Delivery.SubscriptionRef(new SubscriptionId("wh_1"), 0),
                        AT,
                        Progress.NEW,
                        Payload.of(BODY));
        Map<String, String> headers = new TreeMap<>();
        PostHeaders.of(format, secrets)
                .write(
                        new Post(delivery, AT, () -> "nonce-1"),
                        (name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        return headers;
    }

    private static Result check(
            Format format, Map<String, String> headers, String body, SignatureScheme... secrets) {
        return new PostCheck(format)
                .check(headers, body.getBytes(StandardCharsets.UTF_8), List.of(secrets));
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void acceptsWhatIsSignedInEveryFormatAndNothingElse(Format format) {
        SignatureScheme secret = secret(format, 1);
        Map<String, String> headers = signed(format, List.of(secret));

        assertThat(check(format, headers, BODY, secret)).isEqualTo(Result.VALID);
        assertThat(check(format, headers, BODY, secret(format, 2), secret)).isEqualTo(Result.VALID);
        assertThat(check(format, headers, BODY + " ", secret)).isEqualTo(Result.INVALID);
        assertThat(check(format, headers, BODY, secret(format, 2))).isEqualTo(Result.INVALID);
        assertThat(check(format, headers, BODY)).isEqualTo(Result.INVALID);
        assertThat(check(format, Map.of(), BODY, secret)).isEqualTo(Result.UNSIGNED);
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void acceptsEitherSecretOfAnOverlapWhereTheFormatHasOne(Format format) {
        SignatureScheme current = secret(format, 1);
        SignatureScheme old = secret(format, 2);
        Map<String, String> headers = signed(format, List.of(current, old));

        assertThat(check(format, headers, BODY, current)).isEqualTo(Result.VALID);
        assertThat(check(format, headers, BODY, old))
                .isEqualTo(format.signature().overlaps() ? Result.VALID : Result.INVALID);
    }

    @Test
    void readsWhatIsSignedOutOfTheHeaderThatShowsIt() {
        Format format =
                own(
                        "t=${attempt.time.seconds},${signature}",
                        "${attempt.time.seconds}.${body}",
                        "v1=${digest}");
        SignatureScheme secret = secret(format, 1);
        Map<String, String> headers = signed(format, List.of(secret));

        assertThat(headers.get("x-signature")).startsWith("t=1769860800,v1=");
        assertThat(check(format, headers, BODY, secret)).isEqualTo(Result.VALID);
        headers.merge("x-signature", "", (value, _) -> value.replace("t=1", "t=2"));
        assertThat(check(format, headers, BODY, secret)).isEqualTo(Result.INVALID);
        headers.put("x-signature", "v1=abc");
        assertThat(check(format, headers, BODY, secret)).isEqualTo(Result.UNSIGNED);
    }

    @Test
    void saysSoWhereThePostDoesNotShowWhatIsSigned() {
        Format format = own("${signature}", "${delivery.id}.${body}", "${digest}");
        SignatureScheme secret = secret(format, 1);

        assertThat(check(format, signed(format, List.of(secret)), BODY, secret))
                .isEqualTo(Result.UNCHECKABLE);
    }

    @Property
    void judgesWhateverAnybodySends(@ForAll String text, @ForAll byte[] body) {
        for (Format format : shipped()) {
            Map<String, String> headers = new TreeMap<>();
            format.headerNames().forEach(name -> headers.put(name.toLowerCase(Locale.ROOT), text));

            Result result = new PostCheck(format).check(headers, body, List.of(secret(format, 1)));

            assertThat(result).isNotEqualTo(Result.VALID);
        }
    }
}
