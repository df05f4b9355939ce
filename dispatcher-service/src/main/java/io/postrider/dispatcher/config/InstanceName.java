package io.postrider.dispatcher.config;

import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** Tells this instance from the others of its deployment, the same after a restart. */
final class InstanceName {

    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9._-]{1,100}");

    private InstanceName() {}

    /** The configured name, or that of the host when none is configured. */
    static String of(String configured) {
        if (configured.isEmpty()) {
            return hostName();
        }
        if (!ALLOWED.matcher(configured).matches()) {
            throw new IllegalArgumentException(
                    "postrider.instance must be 1 to 100 characters of A-Z, a-z, 0-9, '.', '_' and"
                            + " '-', not '"
                            + configured
                            + "'");
        }
        return configured;
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName().replaceAll("[^A-Za-z0-9._-]", "-");
        } catch (UnknownHostException e) {
            throw new UncheckedIOException(
                    "this host has no name: set postrider.instance, different for each instance",
                    e);
        }
    }
}
