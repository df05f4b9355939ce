package io.postrider.model.egress;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Ports of TCP.
 *
 * @param first 1 to 65535
 * @param last no less than the first
 */
public record PortRange(int first, int last) {

    private static final int LARGEST = 65_535;
    private static final Pattern FORM = Pattern.compile("(\\d{1,5})(?:-(\\d{1,5}))?");

    public PortRange {
        if (first < 1 || last > LARGEST || first > last) {
            throw new IllegalArgumentException(
                    "ports must be 1 to %d, like 443 or 1024-65535, not %d-%d"
                            .formatted(LARGEST, first, last));
        }
    }

    /**
     * Reads {@code 443} or {@code 1024-65535}.
     *
     * @throws IllegalArgumentException saying what is allowed
     */
    public static PortRange parse(String text) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    "ports must be like 443 or 1024-65535, not '%s'".formatted(text));
        }
        int first = Integer.parseInt(form.group(1));
        return new PortRange(
                first, form.group(2) == null ? first : Integer.parseInt(form.group(2)));
    }

    boolean has(int port) {
        return port >= first && port <= last;
    }

    @Override
    public String toString() {
        return first == last ? Integer.toString(first) : first + "-" + last;
    }
}
