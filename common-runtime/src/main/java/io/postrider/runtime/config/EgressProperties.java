package io.postrider.runtime.config;

import io.postrider.model.egress.EgressPolicy;
import io.postrider.model.egress.Nat64Prefix;
import io.postrider.model.egress.Network;
import io.postrider.model.egress.PortRange;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * {@code postrider.egress.*}: where requests to endpoints may go; the same for the subscription
 * service and the workers.
 *
 * @param allow networks beside the public Internet, like 10.0.0.0/8
 * @param deny networks that are refused even so; it wins over allow
 * @param httpsOnly whether endpoints must have https
 * @param ports that endpoints may have, like 443 or 1024-65535
 * @param nat64 prefixes of NAT64 gateways beside 64:ff9b::/96, like 2001:db8:64::/96
 * @param proxy that makes the connections; none when it has no host
 */
@ConfigurationProperties("postrider.egress")
public record EgressProperties(
        @DefaultValue List<String> allow,
        @DefaultValue List<String> deny,
        @DefaultValue("false") boolean httpsOnly,
        @DefaultValue({"80", "443", "1024-65535"}) List<String> ports,
        @DefaultValue List<String> nat64,
        @DefaultValue Proxy proxy) {

    /**
     * {@code postrider.egress.proxy.*}: an HTTP proxy that is asked to CONNECT. It resolves names,
     * and so it is what must judge their addresses.
     *
     * @param host empty for none
     * @param username empty for none
     * @param password of the user
     */
    public record Proxy(
            @DefaultValue("") String host,
            @DefaultValue("3128") int port,
            @DefaultValue("") String username,
            @DefaultValue("") String password) {

        public boolean isUsed() {
            return !host.isBlank();
        }

        /** The password must not get into a log. */
        @Override
        public String toString() {
            return "Proxy[host=%s, port=%d, username=%s]".formatted(host, port, username);
        }
    }

    /**
     * The policy.
     *
     * @throws IllegalArgumentException naming the property that is wrong
     */
    public EgressPolicy toPolicy() {
        return new EgressPolicy(
                read("allow", allow, Network::parse),
                read("deny", deny, Network::parse),
                httpsOnly,
                read("ports", ports, PortRange::parse),
                read("nat64", nat64, Nat64Prefix::parse));
    }

    private static <T> List<T> read(
            String property, List<String> texts, Function<String, T> parse) {
        List<T> values = new ArrayList<>();
        for (String text : texts) {
            try {
                values.add(parse.apply(text));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "postrider.egress.%s: %s".formatted(property, e.getMessage()), e);
            }
        }
        return values;
    }
}
