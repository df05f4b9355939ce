package io.postrider.subscription.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.postrider.model.egress.EgressPolicy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;

class EndpointUrlTest {

    private static final EndpointUrl URLS =
            new EndpointUrl(EgressPolicy.PUBLIC, EndpointUrl.Names.UNKNOWN);

    private static EndpointUrl knowing(String... addresses) {
        return new EndpointUrl(
                EgressPolicy.PUBLIC,
                host ->
                        host.equals("example.com")
                                ? Arrays.stream(addresses).map(InetAddress::ofLiteral).toList()
                                : List.of());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.com",
                "http://a.example:8080/a?b=c%20d",
                "https://[2606:4700::1111]:8443/hook",
                "https://8.8.8.8/hook",
                "HTTPS://EXAMPLE.com/Hook",
            })
    void takesAbsoluteHttpUrlsAsTheyAre(String url) {
        assertThat(URLS.read(url, "url").toString()).isEqualTo(url);
    }

    @Test
    void encodesWhatIsNotAscii() {
        assertThat(URLS.read("https://example.com/grüße?q=€", "url").toString())
                .isEqualTo("https://example.com/gr%C3%BC%C3%9Fe?q=%E2%82%AC");
    }

    /** A receiver may tell the two forms of the same text apart. */
    @Test
    void keepsTheBytesOfWhatIsNotAscii() {
        assertThat(URLS.read("https://example.com/e\u0301?q=\u00e9", "url").toString())
                .isEqualTo("https://example.com/e%CC%81?q=%C3%A9");
        assertThat(URLS.read("https://example.com/\u212b/\ud83d\ude00", "url").toString())
                .isEqualTo("https://example.com/%E2%84%AB/%F0%9F%98%80");
    }

    @ParameterizedTest
    @CsvSource({
        "example.com/hook, must begin with http",
        "/hook, must begin with http",
        "mailto:a@example.com, must begin with http",
        "ftp://example.com, must begin with http",
        "https://user@example.com, user name or password",
        "https://example.com/#top, fragment",
        "https://example.com:0, port",
        "https://example.com:70000, port",
        "https://exa mple.com, not a valid URL",
        "https://my_host/, must name a host",
        "https://bücher.example/, must name a host",
        "https:///hook, must name a host",
        "'', must begin with http",
        "https://10.0.0.1, must lead to a public address",
        "http://localhost:8080/, must lead to a public address",
        "https://example.com:22, must have one of the ports",
    })
    void saysWhyAUrlIsRefused(String url, String why) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> URLS.read(url, "url"))
                .withMessageContaining(why);
    }

    @Test
    void refusesALongUrl() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> URLS.read("https://example.com/" + "x".repeat(2048), "url"))
                .withMessageContaining("2048");
    }

    @Test
    void judgesTheAddressesOfTheName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> knowing("10.0.0.1", "::1").read("https://example.com/", "url"))
                .withMessageStartingWith("url must lead to a public address; example.com is ");
        assertThat(knowing("10.0.0.1", "8.8.8.8").read("https://example.com/", "url")).isNotNull();
    }

    @Test
    void takesANameThatHasNoAddressYet() {
        assertThat(knowing().read("https://example.com/", "url")).isNotNull();
    }

    @Test
    void namesTheFieldThatTheUrlWasGivenIn() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> URLS.read("ftp://example.com/", "token_url"))
                .withMessageStartingWith("token_url must begin with");
    }
}
