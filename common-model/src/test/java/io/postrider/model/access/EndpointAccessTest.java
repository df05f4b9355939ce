package io.postrider.model.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.postrider.model.access.TlsSettings.ClientCertificate;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

class EndpointAccessTest {

    private static final TlsSettings TLS =
            new TlsSettings(
                    Optional.of(new ClientCertificate("chain", "hidden")), Optional.of("issuers"));

    static Stream<EndpointAccess> all() {
        return Stream.of(
                EndpointAccess.NONE,
                new EndpointAccess(Optional.empty(), TLS),
                new EndpointAccess(
                        Optional.empty(),
                        new TlsSettings(Optional.empty(), Optional.of("issuers"))),
                with(new Authentication.Basic("user", "hidden")),
                with(new Authentication.Bearer("hidden")),
                with(
                        new Authentication.ClientCredentials(
                                URI.create("https://login.example/token"),
                                "client",
                                "hidden",
                                Optional.of("a b"),
                                Optional.of("us"))),
                with(
                        new Authentication.ClientCredentials(
                                URI.create("https://login.example/token"),
                                "client",
                                "hidden",
                                Optional.empty(),
                                Optional.empty())));
    }

    private static EndpointAccess with(Authentication authentication) {
        return new EndpointAccess(Optional.of(authentication), TLS);
    }

    @ParameterizedTest
    @MethodSource("all")
    void isReadAsItWasWritten(EndpointAccess access) {
        assertThat(EndpointAccess.of(access.values())).isEqualTo(access);
    }

    @ParameterizedTest
    @MethodSource("all")
    void tellsNoCredentials(EndpointAccess access) {
        assertThat(access.toString()).doesNotContain("hidden");
        access.values()
                .forEach((path, value) ->
                        assertThat(value.equals("hidden"))
                                .isEqualTo(EndpointAccess.SECRETS.contains(path)));
    }

    @Test
    void saysWhatIsMissingOrUnknown() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EndpointAccess.of(Map.of("authentication.type", "basic")))
                .withMessageContaining("authentication.username is missing");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EndpointAccess.of(Map.of("authentication.type", "digest")))
                .withMessageContaining("unknown authentication digest");
    }
}
