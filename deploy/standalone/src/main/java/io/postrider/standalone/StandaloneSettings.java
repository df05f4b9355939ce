package io.postrider.standalone;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What the person who starts the system may choose.
 *
 * @param port of the API and the console, 1 to 65535
 * @param kafkaPort of the broker, 1 to 65535
 * @param data directory that keeps everything
 * @param adminKey at least 16 characters; made and kept in the data directory when absent
 */
record StandaloneSettings(int port, int kafkaPort, Path data, Optional<String> adminKey) {

    private static final int SHORTEST_KEY = 16;

    StandaloneSettings {
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

    private static void checkPort(int port, String name) {
        if (port < 1 || port > 65_535) {
            throw new CannotStartException("%s must be 1 to 65535, not %d.".formatted(name, port));
        }
    }
}
