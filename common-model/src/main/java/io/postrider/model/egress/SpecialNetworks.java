package io.postrider.model.egress;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Networks that are no part of the public Internet, by the IANA registries of special-purpose IPv4
 * and IPv6 addresses (RFC 6890), and what clouds serve to their own machines.
 */
final class SpecialNetworks {

    /** They hand out credentials to whoever can ask. */
    private static final List<Network> METADATA =
            networks(
                    "169.254.169.254", // AWS, Google Cloud, Azure, DigitalOcean, Hetzner, ...
                    "169.254.170.2", // AWS ECS
                    "169.254.170.23", // AWS EKS
                    "100.100.100.200", // Alibaba Cloud
                    "168.63.129.16", // Azure, a public address
                    "192.0.0.192", // Oracle Cloud
                    "fd00:ec2::254",
                    "fd00:ec2::23",
                    "fd20:ce::254" // Google Cloud
                    );

    private record Kind(String name, List<Network> networks) {}

    /** The first one that fits is the one that is told. */
    private static final List<Kind> KINDS =
            List.of(
                    kind("an unspecified address", "0.0.0.0/8", "::/128"),
                    kind("a loopback address", "127.0.0.0/8", "::1/128"),
                    kind(
                            "an address of a private network",
                            "10.0.0.0/8",
                            "172.16.0.0/12",
                            "192.168.0.0/16",
                            "fc00::/7",
                            "fec0::/10"),
                    kind("a link-local address", "169.254.0.0/16", "fe80::/10"),
                    kind("an address of a provider's network", "100.64.0.0/10"),
                    kind("a multicast address", "224.0.0.0/4", "ff00::/8"),
                    kind("a broadcast address", "255.255.255.255/32"),
                    kind("an address for benchmarks", "198.18.0.0/15", "2001:2::/48"),
                    kind(
                            "an address for documentation",
                            "192.0.2.0/24",
                            "198.51.100.0/24",
                            "203.0.113.0/24",
                            "2001:db8::/32",
                            "3fff::/20"),
                    kind(
                            "an IPv4 address in disguise",
                            "::/96",
                            "::ffff:0:0:0/96",
                            "64:ff9b:1::/48",
                            "2001::/32",
                            "2002::/16",
                            "192.88.99.0/24"),
                    kind(
                            "a reserved address",
                            "192.0.0.0/24",
                            "240.0.0.0/4",
                            "2001::/23",
                            "3ffe::/16"));

    private static final Network GLOBAL_IPV6 = Network.parse("2000::/3");

    private SpecialNetworks() {}

    private static Kind kind(String name, String... networks) {
        return new Kind(name, networks(networks));
    }

    private static List<Network> networks(String... texts) {
        return Arrays.stream(texts).map(Network::parse).toList();
    }

    static boolean isMetadata(InetAddress address) {
        return METADATA.stream().anyMatch(network -> network.contains(address));
    }

    /** What kind of address it is, with its network; nothing for one of the public Internet. */
    static Optional<String> kindOf(InetAddress address) {
        for (Kind kind : KINDS) {
            for (Network network : kind.networks()) {
                if (network.contains(address)) {
                    return Optional.of("%s (%s)".formatted(kind.name(), network));
                }
            }
        }
        return address instanceof Inet4Address || GLOBAL_IPV6.contains(address)
                ? Optional.empty()
                : Optional.of("a reserved address");
    }

    /** The IPv4 address that an IPv4-mapped one stands for, or else the address itself. */
    static InetAddress unmapped(InetAddress address) {
        try {
            return InetAddress.getByAddress(address.getAddress());
        } catch (UnknownHostException e) {
            throw new IllegalStateException("the bytes of an address always are one", e);
        }
    }
}
