package io.postrider.model.egress;

import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Decides where requests may go. What is not the public Internet is refused, unless it is allowed
 * here; what is denied here is refused whatever else is said.
 *
 * <p>A metadata service of a cloud is allowed only by an entry for that very address: no wider
 * network opens it.
 *
 * @param allowed networks beside the public Internet
 * @param denied networks, of the public Internet and of the allowed ones
 * @param httpsOnly whether http is refused
 * @param ports that requests may go to
 * @param nat64 prefixes behind which addresses are judged as the IPv4 address that they embed,
 *     beside the well-known one
 */
public record EgressPolicy(
        List<Network> allowed,
        List<Network> denied,
        boolean httpsOnly,
        List<PortRange> ports,
        List<Nat64Prefix> nat64) {

    /** The public Internet, at the ports of the web and those that need no privilege to listen. */
    public static final EgressPolicy PUBLIC =
            new EgressPolicy(
                    List.of(),
                    List.of(),
                    false,
                    List.of(
                            PortRange.parse("80"),
                            PortRange.parse("443"),
                            PortRange.parse("1024-65535")));

    private static final List<InetAddress> LOOPBACK =
            List.of(InetAddress.ofLiteral("127.0.0.1"), InetAddress.ofLiteral("::1"));

    public EgressPolicy {
        allowed = List.copyOf(allowed);
        denied = List.copyOf(denied);
        ports = List.copyOf(ports);
        nat64 = List.copyOf(nat64);
    }

    /** A policy for networks with no NAT64 prefix but the well-known one. */
    public EgressPolicy(
            List<Network> allowed, List<Network> denied, boolean httpsOnly, List<PortRange> ports) {
        this(allowed, denied, httpsOnly, ports, List.of());
    }

    /** The same, with more networks allowed. */
    public EgressPolicy allowing(Network... more) {
        List<Network> all = Stream.concat(allowed.stream(), Stream.of(more)).toList();
        return new EgressPolicy(all, denied, httpsOnly, ports, nat64);
    }

    /**
     * Why no request may go to the URL, as far as that shows without resolving its name: "must lead
     * to a public address; ...".
     */
    public Optional<String> objection(URI url) {
        return scheme(url).or(() -> userInfo(url)).or(() -> host(url)).or(() -> port(url));
    }

    private Optional<String> scheme(URI url) {
        String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
        if (scheme.equals("https") || (scheme.equals("http") && !httpsOnly)) {
            return Optional.empty();
        }
        return Optional.of(
                httpsOnly
                        ? "must begin with https://, like https://example.com/webhook"
                        : "must begin with http:// or https://, like https://example.com/webhook");
    }

    private static Optional<String> userInfo(URI url) {
        return url.getRawUserInfo() == null
                ? Optional.empty()
                : Optional.of("must not contain a user name or password");
    }

    private Optional<String> host(URI url) {
        String host = url.getHost();
        if (host == null || host.isEmpty()) {
            return Optional.of(
                    "must name a host of letters, digits, '-' and '.' (international names as"
                            + " xn--...), or an IP address, an IPv4 one as four decimal numbers");
        }
        if (host.endsWith(".")) {
            return Optional.of("must name a host that does not end with a dot");
        }
        try {
            return HostAddress.of(host)
                    .map(address -> objection(address).map(kind -> leadsTo(host, kind)))
                    .orElseGet(() -> name(host));
        } catch (IllegalArgumentException _) {
            return Optional.of(
                    "must spell an address as four decimal numbers, like 198.51.100.7, or as IPv6"
                            + " without a zone, not "
                            + host);
        }
    }

    /** Names that need no name server to lead to this machine. */
    private Optional<String> name(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        if (!name.equals("localhost") && !name.endsWith(".localhost")) {
            return Optional.empty();
        }
        return LOOPBACK.stream().anyMatch(address -> objection(address).isEmpty())
                ? Optional.empty()
                : Optional.of(leadsTo(host, "a loopback address"));
    }

    private Optional<String> port(URI url) {
        int usual = "https".equalsIgnoreCase(url.getScheme()) ? 443 : 80;
        int port = url.getPort() < 0 ? usual : url.getPort();
        return ports.stream().anyMatch(range -> range.has(port))
                ? Optional.empty()
                : Optional.of(
                        "must have one of the ports %s, not %d"
                                .formatted(
                                        ports.stream()
                                                .map(PortRange::toString)
                                                .collect(Collectors.joining(", ")),
                                        port));
    }

    /**
     * Why no request may go to the host, of which these are the addresses; none when it may go to
     * one of them.
     *
     * @param addresses at least one
     */
    public Optional<String> objection(String host, List<InetAddress> addresses) {
        Optional<String> last = Optional.empty();
        for (InetAddress address : addresses) {
            last = objection(address);
            if (last.isEmpty()) {
                return last;
            }
        }
        return last.map(kind -> leadsTo(host, kind));
    }

    private static String leadsTo(String host, String kind) {
        return "must lead to a public address; %s is %s".formatted(host, kind);
    }

    /** What kind of address it is that no request may go to: "a loopback address (127.0.0.0/8)". */
    public Optional<String> objection(InetAddress given) {
        InetAddress address = reached(given);
        if (isIn(denied, given) || isIn(denied, address)) {
            return Optional.of("an address that is denied here");
        }
        if (SpecialNetworks.isMetadata(address)) {
            return allowed.stream().anyMatch(only -> only.isSingle() && only.contains(address))
                    ? Optional.empty()
                    : Optional.of("the address of a metadata service");
        }
        return isIn(allowed, given) || isIn(allowed, address)
                ? Optional.empty()
                : SpecialNetworks.kindOf(address);
    }

    /** The IPv4 address that an IPv6 one leads to, or else the address itself. */
    private InetAddress reached(InetAddress given) {
        InetAddress address = SpecialNetworks.unmapped(given);
        return Stream.concat(Stream.of(Nat64Prefix.WELL_KNOWN), nat64.stream())
                .filter(prefix -> prefix.contains(address))
                .findFirst()
                .map(prefix -> prefix.embedded(address))
                .orElse(address);
    }

    private static boolean isIn(List<Network> networks, InetAddress address) {
        for (Network network : networks) {
            if (network.contains(address)) {
                return true;
            }
        }
        return false;
    }
}
