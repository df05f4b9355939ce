package io.postrider.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.postrider.model.egress.EgressPolicy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import java.net.InetAddress;
import java.util.Map;

class EgressPropertiesTest {

    private static EgressProperties bind(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("postrider.egress", EgressProperties.class);
    }

    @Test
    void isThePublicInternetUnlessSaidOtherwise() {
        EgressProperties properties = bind(Map.of());

        assertThat(properties.toPolicy()).isEqualTo(EgressPolicy.PUBLIC);
        assertThat(properties.proxy().isUsed()).isFalse();
    }

    @Test
    void readsListsWithCommas() {
        EgressPolicy policy =
                bind(Map.of(
                                "postrider.egress.allow", "127.0.0.0/8, ::1/128",
                                "postrider.egress.deny", "127.0.0.9",
                                "postrider.egress.ports", "8443,9000-9001",
                                "postrider.egress.https-only", "true"))
                        .toPolicy();

        assertThat(policy.objection(InetAddress.ofLiteral("::1"))).isEmpty();
        assertThat(policy.objection(InetAddress.ofLiteral("127.0.0.1"))).isEmpty();
        assertThat(policy.objection(InetAddress.ofLiteral("127.0.0.9"))).isPresent();
        assertThat(policy.httpsOnly()).isTrue();
        assertThat(policy.ports().toString()).isEqualTo("[8443, 9000-9001]");
    }

    @ParameterizedTest
    @CsvSource({
        "allow, 10.0.0.1/8",
        "deny, example.com",
        "ports, 0",
        "nat64, 10.0.0.0/8",
        "nat64, 2001:db8::/44"
    })
    void namesThePropertyThatIsWrong(String property, String value) {
        EgressProperties properties = bind(Map.of("postrider.egress." + property, value));

        assertThatIllegalArgumentException()
                .isThrownBy(properties::toPolicy)
                .withMessageStartingWith("postrider.egress." + property + ": ");
    }

    @Test
    void doesNotTellThePassword() {
        EgressProperties properties =
                bind(
                        Map.of(
                                "postrider.egress.proxy.host", "proxy.example",
                                "postrider.egress.proxy.username", "u",
                                "postrider.egress.proxy.password", "hidden"));

        assertThat(properties.proxy().isUsed()).isTrue();
        assertThat(properties.toString()).contains("proxy.example").doesNotContain("hidden");
    }
}
