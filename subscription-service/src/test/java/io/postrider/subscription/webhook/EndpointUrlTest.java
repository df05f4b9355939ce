package io.postrider.subscription.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointUrlTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.com",
                "http://localhost:8080/a?b=c%20d",
                "https://[::1]:8443/hook",
                "https://10.0.0.1/hook",
                "HTTPS://EXAMPLE.com/Hook",
            })
    void takesAbsoluteHttpUrlsAsTheyAre(String url) {
        assertThat(EndpointUrl.parse(url).toString()).isEqualTo(url);
    }

    @Test
    void encodesWhatIsNotAscii() {
        assertThat(EndpointUrl.parse("https://example.com/grüße?q=€").toString())
                .isEqualTo("https://example.com/gr%C3%BC%C3%9Fe?q=%E2%82%AC");
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
    })
    void saysWhyAUrlIsRefused(String url, String why) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EndpointUrl.parse(url))
                .withMessageContaining(why);
    }

    @Test
    void refusesALongUrl() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EndpointUrl.parse("https://example.com/" + "x".repeat(2048)))
                .withMessageContaining("2048");
    }
}
