package io.postrider.subscription.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.postrider.subscription.refusal.FieldErrors;
import io.postrider.subscription.refusal.RefusedException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;
import java.util.List;
import java.util.Map;

class CredentialRulesTest {

    private static final List<String> KEY = List.of("X-Api-Key");

    private static void send(boolean plainHttp, String url, List<String> headers) {
        FieldErrors errors = new FieldErrors();
        new CredentialRules(plainHttp)
                .requireEncryption(URI.create(url), headers, Map.of(), errors);
        errors.refuseIfAny();
    }

    @ParameterizedTest
    @CsvSource({
        "https://a.example, https://A.example:443/b, true",
        "http://a.example, http://a.example:80, true",
        "https://a.example, http://a.example, false",
        "https://a.example, https://b.example, false",
        "https://a.example, https://a.example:8443, false",
        "http://[::1]:80, http://[::1], true"
    })
    void comparesSchemeHostAndPort(String one, String other, boolean same) {
        assertThat(EndpointOrigin.of(URI.create(one)).equals(EndpointOrigin.of(URI.create(other))))
                .isEqualTo(same);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://a.example",
                "http://localhost:9",
                "http://a.localhost",
                "http://127.1.2.3",
                "http://[::1]:8080"
            })
    void sendsCredentialsEncryptedOrWithinTheMachine(String url) {
        send(false, url, KEY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://a.example",
                "HTTP://10.0.0.1",
                "http://localhost.example",
                "http://[fd00::1]"
            })
    void refusesToSendCredentialsUnencrypted(String url) {
        assertThatThrownBy(() -> send(false, url, KEY))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("url must begin with https://");
        send(true, url, KEY);
    }

    @Test
    void sendsHeadersThatAreNoCredentialsUnencrypted() {
        send(false, "http://a.example", List.of("X-Team"));
    }
}
