package io.postrider.embedded;

import java.util.LinkedHashMap;
import java.util.Map;

/** How the server runs when it keeps data for real, beside everything else on one machine. */
final class DatabaseSettings {

    private DatabaseSettings() {}

    static Map<String, String> with(Map<String, String> more) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("fsync", "on");
        settings.put("full_page_writes", "on");
        settings.put("max_connections", "60");
        settings.put("timezone", "UTC");
        settings.put("log_timezone", "UTC");
        settings.put("log_checkpoints", "off");
        settings.putAll(more);
        settings.put("listen_addresses", Ports.LOOPBACK);
        // a socket in /tmp would be one more thing to collide over and to leave behind
        settings.put("unix_socket_directories", "");
        return settings;
    }
}
