package io.postrider.subscription.webhook;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** The rule of which URLs events may be sent to. */
public final class EndpointUrl {

    private static final int LONGEST = 2048;
    private static final int LARGEST_PORT = 65535;

    private EndpointUrl() {}

    /**
     * Reads the URL; characters outside ASCII in its path and query become percent-encoded.
     *
     * @throws IllegalArgumentException saying what is wrong and what is allowed
     */
    public static URI parse(String text) {
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException(
                    "url must have at most %d characters, not %d"
                            .formatted(LONGEST, text.length()));
        }
        URI url = syntacticallyRight(text);
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new IllegalArgumentException(
                    "url must begin with http:// or https://, like https://example.com/webhook");
        }
        if (url.getRawUserInfo() != null) {
            throw new IllegalArgumentException("url must not contain a user name or password");
        }
        if (url.getHost() == null) {
            throw new IllegalArgumentException(
                    "url must name a host of letters, digits, '-' and '.' (international names as"
                            + " xn--...), or an IP address");
        }
        if (url.getRawFragment() != null) {
            throw new IllegalArgumentException("url must not contain a fragment (#...)");
        }
        if (url.getPort() == 0 || url.getPort() > LARGEST_PORT) {
            throw new IllegalArgumentException("url's port must be 1 to 65535");
        }
        return URI.create(url.toASCIIString());
    }

    private static URI syntacticallyRight(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(
                    "url is not a valid URL: "
                            + e.getReason()
                            + (e.getIndex() < 0 ? "" : " at position " + (e.getIndex() + 1)),
                    e);
        }
    }
}
