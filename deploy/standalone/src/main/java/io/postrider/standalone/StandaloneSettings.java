package io.postrider.standalone;

import io.postrider.model.egress.Network;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What the person who starts the system may choose.
 *
 * @param port of the API and the console, 1 to 65535
 * @param kafkaPort of the broker, 1 to 65535
 * @param data directory that keeps everything
 * @param programs directory that PostgreSQL's programs are unpacked into, writable by this user
 *     alone
 * @param adminKey at least 16 characters; made and kept in the data directory when absent
 * @param allowedNetworks beside the public Internet, that webhooks may lead to
 */
record StandaloneSettings(
        int port,
        int kafkaPort,
        Path data,
        Path programs,
        Optional<String> adminKey,
        List<Network> allowedNetworks) {

    /** This machine: who tries Postrider out receives there. */
    static final String LOOPBACK = "127.0.0.0/8,::1/128";

    private static final int SHORTEST_KEY = 16;

    private static final InetAddress THIS_MACHINE = InetAddress.ofLiteral("127.0.0.1");

    StandaloneSettings {
        allowedNetworks = List.copyOf(allowedNetworks);
        checkPort(port, "--port (POSTRIDER_PORT)");
        checkPort(kafkaPort, "--kafka-port (POSTRIDER_KAFKA_PORT)");
        if (port == kafkaPort) {
            throw new CannotStartException(
                    "--port and --kafka-port must differ, both are %d.".formatted(port));
        }
        if (adminKey.filter(key -> key.length() < SHORTEST_KEY).isPresent()) {
            throw new CannotStartException(
                    "POSTRIDER_ADMIN_KEY must have at least %d characters."
                            .formatted(SHORTEST_KEY));
        }
    }

    /** Reads networks with commas between. */
    static List<Network> networks(String texts) {
        try {
            return Arrays.stream(texts.split(",", -1))
                    .filter(text -> !text.isBlank())
                    .map(Network::parse)
                    .toList();
        } catch (IllegalArgumentException e) {
            throw new CannotStartException(
                    "--egress-allow (POSTRIDER_EGRESS_ALLOW): %s.".formatted(e.getMessage()), e);
        }
    }

    /** Whether webhooks may lead to this machine. */
    boolean allowsThisMachine() {
        return allowedNetworks.stream().anyMatch(network -> network.contains(THIS_MACHINE));
    }

    private static void checkPort(int port, String name) {
        if (port < 1 || port > 65_535) {
            throw new CannotStartException("%s must be 1 to 65535, not %d.".formatted(name, port));
        }
    }
}
