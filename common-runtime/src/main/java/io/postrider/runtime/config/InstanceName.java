package io.postrider.runtime.config;

import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Tells this instance from the others of its deployment, the same after a restart. */
public final class InstanceName {

    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9._-]{1,100}");

    private InstanceName() {}

    /**
     * The name that the configuration gives, if any.
     *
     * @param configured the value of {@code postrider.instance}; empty for none
     * @throws IllegalArgumentException when it is no name
     */
    public static Optional<String> configured(String configured) {
        if (configured.isEmpty()) {
            return Optional.empty();
        }
        if (!ALLOWED.matcher(configured).matches()) {
            throw new IllegalArgumentException(
                    "postrider.instance must be 1 to 100 characters of A-Z, a-z, 0-9, '.', '_' and"
                            + " '-', not '"
                            + configured
                            + "'");
        }
        return Optional.of(configured);
    }

    /**
     * The name that the configuration gives, or that of the host.
     *
     * @throws IllegalArgumentException as {@link #configured} does
     */
    public static String configuredOrHost(String configured) {
        return configured(configured).orElseGet(InstanceName::hostName);
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
