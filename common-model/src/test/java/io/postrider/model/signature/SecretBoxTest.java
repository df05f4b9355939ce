package io.postrider.model.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.security.SecureRandom;
import java.util.Map;

class SecretBoxTest {

    private static final byte[] OLD_KEY = new byte[32];
    private static final byte[] NEW_KEY =
            "0123456789abcdef0123456789abcdef".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SecretBox box = new SecretBox(Map.of("k1", OLD_KEY), "k1", RANDOM);

    @Test
    void opensWhatItSealed() {
        String sealed = box.seal("whsec_secret", "wh_1");

        assertThat(sealed).startsWith("v1.k1.").doesNotContain("whsec");
        assertThat(box.open(sealed, "wh_1")).isEqualTo("whsec_secret");
    }

    @Test
    void sealsTheSameSecretDifferentlyEachTime() {
        assertThat(box.seal("s", "wh_1")).isNotEqualTo(box.seal("s", "wh_1"));
    }

    @Test
    void opensForItsOwnerOnly() {
        String sealed = box.seal("whsec_secret", "wh_1");

        assertThatThrownBy(() -> box.open(sealed, "wh_2"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the sealed secret does not open");
    }

    @Test
    void aChangedBoxDoesNotOpen() {
        String sealed = box.seal("whsec_secret", "wh_1");
        char last = sealed.charAt(sealed.length() - 6);
        String changed =
                sealed.substring(0, sealed.length() - 6)
                        + (last == 'A' ? 'B' : 'A')
                        + sealed.substring(sealed.length() - 5);

        assertThatThrownBy(() -> box.open(changed, "wh_1"))
                .hasMessage("the sealed secret does not open");
        assertThatThrownBy(() -> box.open("whsec_plain", "wh_1")).hasMessage("not a sealed secret");
    }

    @Test
    void afterTheSealingKeyChangedTheOldOneStillOpens() {
        String sealed = box.seal("whsec_secret", "wh_1");
        var rotated = new SecretBox(Map.of("k1", OLD_KEY, "k2", NEW_KEY), "k2", RANDOM);

        assertThat(rotated.open(sealed, "wh_1")).isEqualTo("whsec_secret");
        assertThat(rotated.seal("s", "wh_1")).startsWith("v1.k2.");
        assertThatThrownBy(() -> box.open(rotated.seal("s", "wh_1"), "wh_1"))
                .hasMessageContaining("key 'k2', which is not configured");
    }

    @Test
    void aKeyOfTheWrongLengthIsRefusedByItsId() {
        assertThatThrownBy(() -> new SecretBox(Map.of("k1", new byte[16]), "k1", RANDOM))
                .hasMessage("secrets key k1 must have 32 bytes, not 16");
    }
}
