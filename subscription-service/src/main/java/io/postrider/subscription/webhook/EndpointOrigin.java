package io.postrider.subscription.webhook;

import java.net.URI;
import java.util.Locale;

/**
 * Scheme, host and port of a URL, as RFC 6454 compares origins.
 *
 * @param scheme in lower case
 * @param host in lower case
 * @param port the scheme's where the URL names none
 */
record EndpointOrigin(String scheme, String host, int port) {

    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    static EndpointOrigin of(URI url) {
        String scheme = url.getScheme().toLowerCase(Locale.ROOT);
        int usual = scheme.equals("https") ? HTTPS_PORT : HTTP_PORT;
        return new EndpointOrigin(
                scheme,
                url.getHost().toLowerCase(Locale.ROOT),
                url.getPort() < 0 ? usual : url.getPort());
    }
}
