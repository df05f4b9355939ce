package io.postrider.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.postrider.model.signature.SecretBox;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;

class SecretPropertiesTest {

    private static final String OLD_KEY = "OgsAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    private static final String NEW_KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

    private static SecretBox box(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("postrider.secrets", SecretProperties.class)
                .toSecretBox(new SecureRandom());
    }

    @Test
    void sealsWithTheSealingKeyAndOpensWithEachOfThem() {
        String sealed =
                box(Map.of(
                                "postrider.secrets.keys.k1",
                                OLD_KEY,
                                "postrider.secrets.sealing-key",
                                "k1"))
                        .seal("whsec", "wh_a");

        SecretBox both =
                box(
                        Map.of(
                                "postrider.secrets.keys.k1", OLD_KEY,
                                "postrider.secrets.keys.k2", NEW_KEY,
                                "postrider.secrets.sealing-key", "k2"));

        assertThat(both.open(sealed, "wh_a")).isEqualTo("whsec");
        assertThat(both.seal("whsec", "wh_a")).startsWith("v1.k2.");
    }

    @ParameterizedTest
    @CsvSource({
        "no base64 at all!",
        "dG9vIHNob3J0",
        "''",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
    })
    void namesThePropertyWhoseValueIsNoKey(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        box(
                                Map.of(
                                        "postrider.secrets.keys.k1", OLD_KEY,
                                        "postrider.secrets.keys.k2", value,
                                        "postrider.secrets.sealing-key", "k1")))
                .withMessageStartingWith("postrider.secrets.keys.k2 must be the base64 of 32 bytes")
                .satisfies(
                        e -> assertThat(value.isEmpty() || !e.toString().contains(value)).isTrue());
    }

    @Test
    void namesTheSealingKeyThatIsNotAmongTheKeys() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        box(
                                Map.of(
                                        "postrider.secrets.keys.k1",
                                        OLD_KEY,
                                        "postrider.secrets.sealing-key",
                                        "k9")))
                .withMessage(
                        "postrider.secrets.sealing-key must be one of [k1], the ids under"
                                + " postrider.secrets.keys, not 'k9'");
    }

    @Test
    void saysWhatToSetWhenNothingIs() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> box(Map.of()))
                .withMessageContaining("postrider.secrets.keys")
                .withMessageContaining("base64 of 32 bytes");
    }

    @Test
    void sealsWithTheFirstKeyOfAFileAndOpensWithAll(@TempDir Path directory) throws IOException {
        String sealed =
                box(Map.of(
                                "postrider.secrets.keys.k1",
                                OLD_KEY,
                                "postrider.secrets.sealing-key",
                                "k1"))
                        .seal("whsec", "wh_a");
        Path file = directory.resolve("keys");
        Files.writeString(
                file, "# the new one first\nk2: %s\nk1: %s\n".formatted(NEW_KEY, OLD_KEY));

        SecretBox both =
                box(
                        Map.of(
                                "postrider.secrets.file", file.toString(),
                                "postrider.secrets.keys.k1", "",
                                "postrider.secrets.sealing-key", "k1"));

        assertThat(both.open(sealed, "wh_a")).isEqualTo("whsec");
        assertThat(both.seal("whsec", "wh_a")).startsWith("v1.k2.").startsWith(both.prefix());
    }

    @Test
    void namesTheFileThatIsNone(@TempDir Path directory) {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        box(Map.of("postrider.secrets.file", directory.resolve("none").toString())))
                .withMessageContaining("postrider.secrets.file");
    }

    @Test
    void doesNotShowTheKeysInItsText() {
        assertThat(new SecretProperties(Map.of("k1", OLD_KEY), "k1", "").toString())
                .doesNotContain(OLD_KEY)
                .contains("k1");
    }
}
