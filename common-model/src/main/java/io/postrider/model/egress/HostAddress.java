package io.postrider.model.egress;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Pattern;

/** The host of a URL, where it is an address and not a name. */
final class HostAddress {

    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(?:\\.\\d{1,3}){3}");

    /** What ends like this is an IPv4 address to browsers and to the C library, or nothing. */
    private static final Pattern NUMERIC_END =
            Pattern.compile("(?:.*\\.)?(?:\\d+|0[xX][0-9A-Fa-f]*)\\.?");

    private HostAddress() {}

    /**
     * The address; nothing for a name.
     *
     * @param host as in a URL, an IPv6 address in brackets
     * @throws IllegalArgumentException for an address that is not spelled in the usual way
     */
    static Optional<InetAddress> of(String host) {
        if (host.startsWith("[")) {
            return Optional.of(ofText(host.substring(1, host.length() - 1)));
        }
        return NUMERIC_END.matcher(host).matches() ? Optional.of(ofText(host)) : Optional.empty();
    }

    /**
     * Four decimal numbers, or an IPv6 address without a zone.
     *
     * @throws IllegalArgumentException for anything else, short, octal and hexadecimal IPv4
     *     included: programs do not agree on what these mean
     */
    static InetAddress ofText(String text) {
        if (text.indexOf(':') >= 0 && text.indexOf('%') < 0 && text.indexOf('[') < 0) {
            return InetAddress.ofLiteral(text);
        }
        if (!IPV4.matcher(text).matches()) {
            throw new IllegalArgumentException(text + " is not an address");
        }
        InetAddress address = Inet4Address.ofLiteral(text);
        if (!address.getHostAddress().equals(text)) {
            throw new IllegalArgumentException(text + " is not an address");
        }
        return address;
    }
}
