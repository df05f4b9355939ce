package io.postrider.subscription.access;

import java.util.Arrays;
import java.util.stream.Collectors;

/** What one caller can easily have many addresses of: of IPv6, a whole /64. */
final class AddressBlock {

    private static final int GROUPS = 4;

    private AddressBlock() {}

    static String of(String address) {
        if (address.indexOf(':') < 0) {
            return address;
        }
        int elided = address.indexOf("::");
        String head = elided < 0 ? address : address.substring(0, elided);
        return Arrays.stream(head.split(":", -1)).limit(GROUPS).collect(Collectors.joining(":"));
    }
}
