package io.postrider.model.egress;

import java.net.InetAddress;

/**
 * All addresses that begin with the same bits.
 *
 * @param address the first of them
 * @param prefix so many bits; 0 to 32 for IPv4, 0 to 128 for IPv6
 */
public record Network(InetAddress address, int prefix) {

    public Network {
        int bits = address.getAddress().length * Byte.SIZE;
        if (prefix < 0 || prefix > bits) {
            throw new IllegalArgumentException(
                    "a prefix must be 0 to %d, not %d".formatted(bits, prefix));
        }
    }

    /**
     * Reads {@code 10.0.0.0/8}, {@code fd00::/8} or a single address.
     *
     * @throws IllegalArgumentException saying what is allowed
     */
    public static Network parse(String text) {
        String[] parts = text.strip().split("/", -1);
        try {
            InetAddress address = HostAddress.ofText(parts[0]);
            int bits = address.getAddress().length * Byte.SIZE;
            Network network =
                    new Network(address, parts.length == 1 ? bits : Integer.parseInt(parts[1]));
            if (parts.length <= 2 && network.hasNothingBehindThePrefix()) {
                return network;
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(wanted(text), e);
        }
        throw new IllegalArgumentException(wanted(text));
    }

    private static String wanted(String text) {
        return "'%s' is not a network: write it like 10.0.0.0/8, fd00::/8 or 192.0.2.1, without bits behind the prefix"
                .formatted(text);
    }

    private boolean hasNothingBehindThePrefix() {
        byte[] bytes = address.getAddress();
        for (int bit = prefix; bit < bytes.length * Byte.SIZE; bit++) {
            int mask = 1 << (Byte.SIZE - 1 - bit % Byte.SIZE);
            if ((bytes[bit / Byte.SIZE] & mask) != 0) {
                return false;
            }
        }
        return true;
    }

    /** Whether the address is one of them; IPv4 and IPv6 have none in common. */
    public boolean contains(InetAddress other) {
        byte[] mine = address.getAddress();
        byte[] its = other.getAddress();
        if (mine.length != its.length) {
            return false;
        }
        int whole = prefix / Byte.SIZE;
        for (int i = 0; i < whole; i++) {
            if (mine[i] != its[i]) {
                return false;
            }
        }
        int rest = prefix % Byte.SIZE;
        return rest == 0 || ((mine[whole] ^ its[whole]) >> (Byte.SIZE - rest)) == 0;
    }

    /** Whether it is one address alone. */
    boolean isSingle() {
        return prefix == address.getAddress().length * Byte.SIZE;
    }

    @Override
    public String toString() {
        return address.getHostAddress().replaceFirst("(^|:)(0(:|$)){2,}", "::") + "/" + prefix;
    }
}
