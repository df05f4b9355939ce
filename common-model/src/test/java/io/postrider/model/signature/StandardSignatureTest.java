package io.postrider.model.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.postrider.model.Payload;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.List;

/** The vectors that Standard Webhooks 1.0 publishes. */
class StandardSignatureTest {

    private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private static final long TIMESTAMP = 1614265330L;
    private static final Payload BODY = Payload.of("{\"test\": 2432232314}");

    private static final SignatureScheme HMAC =
            SignatureScheme.ofSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    private static final SignatureScheme ED25519 =
            SignatureScheme.ofSecret(
                    "whsk_6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbfVKIDij2HKpMKkioLlX0dRqSKJp4AJ6p9lMicMFs6Kvg==");

    @Test
    void signsWithHmacSha256() {
        var signed = StandardSignature.sign(ID, TIMESTAMP, BODY, List.of(HMAC));

        assertThat(signed)
                .isEqualTo(
                        new StandardSignature(
                                ID,
                                "1614265330",
                                "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="));
    }

    @Test
    void signsWithEd25519() {
        var signed = StandardSignature.sign(ID, TIMESTAMP, BODY, List.of(ED25519));

        assertThat(signed.signature())
                .isEqualTo(
                        "v1a,hnO3f9T8Ytu9HwrXslvumlUpqtNVqkhqw/enGzPCXe5BdqzCInXqYXFymVJaA7AZdpXwVLPo3mNl8EM+m7TBAg==");
    }

    @Test
    void everySecretSigns() {
        var signed = StandardSignature.sign(ID, TIMESTAMP, BODY, List.of(HMAC, ED25519));

        assertThat(signed.signature().split(" ")).hasSize(2);
        assertThat(signed.signature()).startsWith("v1,g0hM9").contains(" v1a,hnO3f");
    }

    @Test
    void aSchemeSignsTheSameTwice() {
        byte[] content = Payload.of("content").bytes();

        assertThat(HMAC.sign(content)).isEqualTo(HMAC.sign(content));
        assertThat(HMAC.sign(Payload.of("con").bytes(), Payload.of("tent").bytes()))
                .isEqualTo(HMAC.sign(content));
    }

    @Test
    void secretsKeepTheirText() {
        assertThat(HMAC.secretText()).isEqualTo("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        assertThat(HMAC.verificationKeyText()).isEqualTo(HMAC.secretText());
        assertThat(SignatureScheme.ofSecret(ED25519.secretText()).secretText())
                .isEqualTo(ED25519.secretText());
        assertThat(ED25519.verificationKeyText())
                .isEqualTo("whpk_1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4=");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "secret",
                "whsec_",
                "whsec_c2hvcnQ=",
                "whsec_!!!!",
                "whsk_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                "whsk_***"
            })
    void aSecretThatIsNoneIsRefusedWithTheFormsThatAre(String text) {
        assertThatThrownBy(() -> SignatureScheme.ofSecret(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("wh")
                .hasMessageContaining("base64");
    }

    @Test
    void aKeyPairWhoseHalvesDoNotBelongTogetherIsRefused() {
        byte[] pair = new byte[64];
        Arrays.fill(pair, (byte) 7);
        String text = "whsk_" + java.util.Base64.getEncoder().encodeToString(pair);

        assertThatThrownBy(() -> SignatureScheme.ofSecret(text))
                .hasMessageContaining("public key that belongs to it");
    }
}
