package io.postrider.model.egress;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Set;

/**
 * A prefix of IPv6 addresses behind which a NAT64 gateway reaches IPv4 addresses (RFC 6052).
 *
 * @param network of IPv6, with a prefix of 32, 40, 48, 56, 64 or 96 bits
 */
public record Nat64Prefix(Network network) {

    private static final Set<Integer> LENGTHS = Set.of(32, 40, 48, 56, 64, 96);
    private static final int IPV4_BYTES = 4;

    /** RFC 6052 leaves this byte zero, so that the IPv4 address is split around it. */
    private static final int RESERVED_BYTE = 8;

    /** The prefix that RFC 6052 reserves for all networks. */
    public static final Nat64Prefix WELL_KNOWN = parse("64:ff9b::/96");

    public Nat64Prefix {
        if (!(network.address() instanceof Inet6Address) || !LENGTHS.contains(network.prefix())) {
            throw new IllegalArgumentException(
                    "%s is not a NAT64 prefix: write an IPv6 network of 32, 40, 48, 56, 64 or 96 bits, like 64:ff9b::/96"
                            .formatted(network));
        }
    }

    /**
     * Reads {@code 2001:db8:64::/96}.
     *
     * @throws IllegalArgumentException saying what is allowed
     */
    public static Nat64Prefix parse(String text) {
        return new Nat64Prefix(Network.parse(text));
    }

    boolean contains(InetAddress address) {
        return network.contains(address);
    }

    /** The IPv4 address that an address behind the prefix embeds. */
    InetAddress embedded(InetAddress address) {
        byte[] bytes = address.getAddress();
        byte[] ipv4 = new byte[IPV4_BYTES];
        int from = network.prefix() / Byte.SIZE;
        for (int i = 0; i < IPV4_BYTES; i++) {
            if (from == RESERVED_BYTE) {
                from++;
            }
            ipv4[i] = bytes[from++];
        }
        try {
            return InetAddress.getByAddress(ipv4);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes always are an address", e);
        }
    }
}
