package io.postrider.model.filter;

import io.postrider.model.egress.Network;

import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A block of IP addresses. A block of IPv4 contains IPv4 addresses only, those mapped into IPv6
 * included; a block of IPv6 contains IPv6 addresses only.
 */
record AddressBlock(Network network) {

    private static final Pattern IPV4 = Pattern.compile("[0-9]+\\.[0-9]+\\.[0-9]+\\.[0-9]+");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:]*:[0-9a-fA-F:]*");
    private static final int MAX_TEXT_LENGTH = 64;

    /** Whether Event Ruler would ask the name service for the text, taking it for an address. */
    static boolean looksLikeAddress(String text) {
        return IPV4.matcher(text).matches();
    }

    /** The address that the text is; never asks a name service. */
    static Optional<InetAddress> address(String text) {
        if (text.length() > MAX_TEXT_LENGTH
                || !(IPV4.matcher(text).matches() || IPV6.matcher(text).matches())) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** The block of the one address that the text is, if it is one. */
    static Optional<AddressBlock> single(String text) {
        return address(text)
                .map(address -> new Network(address, address.getAddress().length * Byte.SIZE))
                .map(AddressBlock::new);
    }

    /**
     * Reads a block such as {@code 10.0.0.0/8}.
     *
     * @throws IllegalArgumentException when it is not one
     */
    static AddressBlock cidr(String text) {
        int slash = text.indexOf('/');
        Optional<InetAddress> network =
                slash < 0 ? Optional.empty() : address(text.substring(0, slash));
        String length = text.substring(slash + 1);
        if (network.isEmpty() || !length.matches("[0-9]{1,3}")) {
            throw new IllegalArgumentException(
                    "filter has the cidr '%s', which is no block of addresses such as 10.0.0.0/8"
                            .formatted(text));
        }
        int bits = Integer.parseInt(length);
        int most = network.get().getAddress().length * 8 - 1;
        if (bits > most) {
            throw new IllegalArgumentException(
                    ("filter has the cidr '%s'; its prefix may have at most %d bits. Write a single"
                                    + " address without cidr")
                            .formatted(text, most));
        }
        return new AddressBlock(new Network(network.get(), bits));
    }

    boolean contains(String text) {
        return address(text).filter(network::contains).isPresent();
    }
}
