package io.postrider.model.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.postrider.model.FormatName;
import io.postrider.model.RateLimit;
import io.postrider.model.retry.RetrySchedule;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the shipped formats say, and how an operator's own are read. */
class FormatCatalogTest {

    private static final String OWN =
            """
            name: own
            body:
              serialization: verbatim
              template:
                data: ${event.data}
            headers:
              X-Signature: ${signature}
            signature:
              secret: text
              content: ${body}
              encoding: base64
              value: ${digest}
            retry:
              delays: [1s]
            """;

    private final FormatCatalog shipped = FormatCatalog.shipped();

    private Format format(String name) {
        return shipped.get(new FormatName(name));
    }

    @Test
    void theStandardFormatAndOneForEachGuideAreShipped() {
        assertThat(shipped.names())
                .extracting(FormatName::value)
                .containsExactly(
                        "standard", "ecocast", "task-hub", "clip", "project-44", "envoyou");
    }

    @ParameterizedTest
    @CsvSource({
        "ecocast,    10, 30s 60s 120s 240s 480s 960s 1920s 3840s 7680s 15360s",
        "task-hub,   10, 5s 25s 125s",
        "clip,       10, 30s 60s 120s 240s 480s",
        "project-44,  5, 60s 300s 900s",
        "envoyou,    10, 1s 2s 4s 8s",
    })
    void aGuidesWaitsAndTimeoutAreTheDefaults(String name, long timeout, String delays) {
        Format.Defaults defaults = format(name).defaults();

        assertThat(defaults.retry().schedule())
                .isEqualTo(
                        new RetrySchedule(
                                Stream.of(delays.split(" "))
                                        .map(delay -> Duration.parse("PT" + delay))
                                        .toList(),
                                0));
        assertThat(defaults.timeout()).isEqualTo(Duration.ofSeconds(timeout));
    }

    @Test
    void theStandardFormatHasTheStandardSchedule() {
        assertThat(format("standard").defaults().retry().schedule())
                .isEqualTo(RetrySchedule.STANDARD);
    }

    @Test
    void aWebhookMayAskForFewerAttemptsOrForMoreUpToTheFormatsMost() {
        RetryRule retry = format("task-hub").defaults().retry();

        assertThat(retry.schedule(1).delays()).isEmpty();
        assertThat(retry.schedule(3).delays())
                .containsExactly(Duration.ofSeconds(5), Duration.ofSeconds(25));
        assertThat(retry.schedule(10).delays())
                .extracting(Duration::toSeconds)
                .containsExactly(5L, 25L, 125L, 625L, 3125L, 15625L, 78125L, 86400L, 86400L);
        assertThatThrownBy(() -> retry.schedule(11))
                .hasMessage("max_attempts must be 1 to 10, not 11");
    }

    @Test
    void onlyTaskHubLimitsTheRate() {
        assertThat(shipped.formats())
                .filteredOn(format -> format.defaults().rateLimit().isPresent())
                .singleElement()
                .satisfies(format -> {
                    assertThat(format.name().value()).isEqualTo("task-hub");
                    assertThat(format.defaults().rateLimit())
                            .contains(new RateLimit(60, Duration.ofMinutes(1)));
                });
    }

    @Test
    void onlyProject44TakesAClientErrorForFinal() {
        RetryOn on = format("project-44").defaults().retry().on();

        assertThat(on.network()).isTrue();
        assertThat(on.status(500)).isTrue();
        assertThat(on.status(404)).isFalse();
        assertThat(on.status(302)).isFalse();
        assertThat(shipped.formats())
                .filteredOn(format -> !format.defaults().retry().on().equals(RetryOn.ANY))
                .hasSize(1);
    }

    @Test
    void twoSecretsCanSignOnlyTheStandardFormat() {
        assertThat(shipped.formats())
                .filteredOn(format -> format.signature().overlaps())
                .extracting(format -> format.name().value())
                .containsExactly("standard");
    }

    @Test
    void aGuidesSecretIsAnyTextAndAStandardOneIsNot() {
        String text = "whsec_your_webhook_secret_key";

        assertThat(format("envoyou").signature().secret().scheme(text).secretText())
                .isEqualTo(text);
        assertThatThrownBy(() -> format("standard").signature().secret().scheme(text))
                .hasMessageContaining("base64");
    }

    @Test
    void aGeneratedSecretHas32RandomBytesAndIsOneThatTheFormatTakes() {
        byte[] random = new byte[SecretStyle.GENERATED_BYTES];
        random[31] = 0x5a;

        assertThat(format("clip").signature().secret().generate(random))
                .isEqualTo("0".repeat(62) + "5a");
        for (Format format : shipped.formats()) {
            SecretStyle secrets = format.signature().secret();
            String secret = secrets.generate(random);
            assertThat(secrets.scheme(secret).secretText()).isEqualTo(secret);
        }
    }

    @Test
    void anOperatorsOwnFormatsStandBesideTheShippedOnes(@TempDir Path directory)
            throws IOException {
        Files.writeString(directory.resolve("a.yaml"), OWN);
        Files.writeString(directory.resolve("b.yml"), OWN.replace("own", "other"));
        Files.writeString(directory.resolve("readme.txt"), "not a format");

        FormatCatalog catalog = FormatCatalog.with(directory);

        assertThat(catalog.names())
                .hasSize(8)
                .endsWith(new FormatName("own"), new FormatName("other"));
        Format own = catalog.get(new FormatName("own"));
        assertThat(own.defaults().timeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(own.defaults().rateLimit()).isEqualTo(Optional.empty());
        assertThat(own.defaults().retry().on()).isEqualTo(RetryOn.ANY);
        assertThat(own.headerNames()).contains("content-type", "x-signature");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name: own           | name: Own            | line 1, name: format must be 1 to 40",
                "name: own           | name: clip           | there is a format 'clip' already",
                "name: own           | title: own           | line 1, title: is unknown; allowed"
                        + " are name, description",
                "secret: text        | sekret: text         | line 9, signature.sekret: is unknown",
                "secret: text        | secret: base32       | line 9, signature.secret: must be one"
                        + " of standard, text, not 'base32'",
                "encoding: base64    | encoding: base32     | line 11, signature.encoding: must be"
                        + " one of hex, base64, not 'base32'",
                "content: ${body}    | content: ${bodi}     | line 10, signature.content: ${bodi}"
                        + " cannot stand in signature.content; allowed are ${event.id}",
                "content: ${body}    | content: text        | line 9, signature: content must hold"
                        + " ${body} once",
                "value: ${digest}    | value: v1            | line 9, signature: value must hold"
                        + " ${digest}",
                "value: ${digest}    | value: ${digest      | line 12, signature.value: '${digest'"
                        + " lacks a closing }",
                "data: ${event.data} | data: ${event.dat}   | line 5, body.template.data:"
                        + " ${event.dat} cannot stand in body.template",
                "data: ${event.data} | data: a ${event.id}  | line 5, body.template.data: a"
                        + " placeholder must stand alone",
                "verbatim            | xml                  | line 3, body.serialization: must be"
                    + " one of verbatim, ecmascript, ecmascript-sorted, python-sorted, not 'xml'",
                "X-Signature:        | Content-Length:      | line 7, headers.Content-Length: the"
                        + " header Content-Length cannot be set",
                "X-Signature:        | 'X Signature:'       | line 7, headers.X Signature: a header"
                        + " name must be",
                "${signature}        | none                 | line 7, headers: one of them must"
                        + " hold ${signature}",
                "delays: [1s]        | delays: [1s, 25h]    | line 14, retry: a retry delay must be"
                        + " 1s to 24h",
                "delays: [1s]        | delays: [1s, soon]   | line 14, retry.delays[1]: 'soon' must"
                        + " be a whole number and one of s, m, h, d",
                "delays: [1s]        | on: [network]        | line 14, retry.delays: is required",
                "delays: [1s]        | 'delays: [1s'        | is not YAML",
            })
    void whatIsWrongIsToldWithFileLineAndField(
            String right, String wrong, String message, @TempDir Path directory)
            throws IOException {
        Files.writeString(directory.resolve("own.yml"), OWN.replace(right, wrong));

        assertThatThrownBy(() -> FormatCatalog.with(directory))
                .isInstanceOf(InvalidFormatException.class)
                .hasMessageStartingWith(directory.resolve("own.yml").toString())
                .hasMessageContaining(message);
    }

    @Test
    void aTimeoutRateLimitOrRetryThatCannotBeIsRefused(@TempDir Path directory) throws IOException {
        for (List<String> lines :
                List.of(
                        List.of("timeout: 2m", "line 1: a timeout must be 1s to 30s"),
                        List.of("timeout: slow", "line 15, timeout: 'slow' must be"),
                        List.of("rate_limit: {deliveries: 0, period: 1s}", "line 15, rate_limit"),
                        List.of("rate_limit: {deliveries: x, period: 1s}", "rate_limit.deliveries"),
                        List.of("  most_attempts: 1", "retry: most_attempts must be 2"),
                        List.of("  multiplier: 11", "retry: multiplier must be 1 to 10"),
                        List.of("  jitter: much", "retry.jitter: must be a number"),
                        List.of("  on: [never]", "retry.on: 'never' must be network, 3xx"))) {
            Files.writeString(directory.resolve("own.yml"), OWN + lines.getFirst() + "\n");

            assertThatThrownBy(() -> FormatCatalog.with(directory))
                    .isInstanceOf(InvalidFormatException.class)
                    .hasMessageContaining(lines.getLast());
        }
    }

    @Test
    void aFileThatRefersToItselfIsRefused(@TempDir Path directory) throws IOException {
        String endless = OWN.replace("  template:\n    data: ${event.data}", "  template: &t [*t]");
        Files.writeString(directory.resolve("own.yml"), endless);

        assertThatThrownBy(() -> FormatCatalog.with(directory))
                .hasMessageContaining("is nested deeper than 20");
    }

    @Test
    void aDirectoryThatIsNoneIsRefused(@TempDir Path directory) {
        assertThatThrownBy(() -> FormatCatalog.with(directory.resolve("none")))
                .isInstanceOf(InvalidFormatException.class)
                .hasMessageContaining("is not a directory of formats");
    }
}
