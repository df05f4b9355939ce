package io.postrider.subscription.webhook;

import io.postrider.model.format.PostHeaders;
import io.postrider.subscription.webhook.PostPreview.Look;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Headers of a POST as they gather: the last of a name stands, wherever it came from. */
final class ShownHeaders implements PostHeaders.Sink {

    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    private final Map<String, ShownLine> lines = new LinkedHashMap<>();
    private final Look look;

    ShownHeaders(Look look) {
        this.look = look;
        set("host", host(look.url()));
        set("accept", "*/*");
    }

    private static String host(URI url) {
        int port = url.getPort();
        return port < 0 || port == HTTP || port == HTTPS
                ? url.getHost()
                : url.getHost() + ":" + port;
    }

    @Override
    public void set(String name, String value) {
        String key = name.toLowerCase(Locale.ROOT);
        lines.remove(key);
        lines.put(key, new ShownLine(name, value, origin(name)));
    }

    private HeaderOrigin origin(String name) {
        if (look.format().headerNames().contains(name)) {
            return HeaderOrigin.FORMAT;
        }
        if (look.authorization().isPresent() && name.equalsIgnoreCase("authorization")) {
            return HeaderOrigin.AUTHENTICATION;
        }
        return look.headers().keySet().stream().anyMatch(name::equalsIgnoreCase)
                ? HeaderOrigin.WEBHOOK
                : HeaderOrigin.POSTRIDER;
    }

    List<ShownLine> lines() {
        return List.copyOf(lines.values());
    }
}
