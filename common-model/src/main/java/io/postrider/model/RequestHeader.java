package io.postrider.model;

import java.util.Locale;
import java.util.Set;

/**
 * A header that a webhook's owner or a format puts into a POST: nothing that could break out of its
 * line, and nothing that frames the request.
 *
 * @param name a token (RFC 9110), 1 to 100 characters
 * @param value up to 2,000 characters of visible ASCII and spaces
 */
public record RequestHeader(String name, String value) {

    public static final int LONGEST_NAME = 100;
    public static final int LONGEST_VALUE = 2_000;

    private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";

    /** What the HTTP client itself decides on, and what concerns the next hop alone. */
    private static final Set<String> RESERVED =
            Set.of(
                    "connection",
                    "content-encoding",
                    "content-length",
                    "expect",
                    "forwarded",
                    "host",
                    "http2-settings",
                    "keep-alive",
                    "proxy-authenticate",
                    "proxy-authorization",
                    "proxy-connection",
                    "te",
                    "trailer",
                    "transfer-encoding",
                    "upgrade",
                    "via");

    public RequestHeader {
        checkName(name);
        checkValue(name, value);
    }

    /** Checks a name alone. */
    public static void checkName(String name) {
        if (!Text.fits(name, 0, 1, LONGEST_NAME, RequestHeader::isToken)) {
            throw new IllegalArgumentException(
                    "a header name must be 1 to %d letters, digits or any of %s"
                            .formatted(LONGEST_NAME, TOKEN_MARKS));
        }
        if (RESERVED.contains(likened(name))) {
            throw new IllegalArgumentException("the header " + name + " cannot be set");
        }
    }

    /**
     * Whether receivers may take the one name for the other: case means nothing, and gateways that
     * make variables of headers (CGI, WSGI) turn hyphens into underscores.
     */
    public static boolean alike(String name, String other) {
        return likened(name).equals(likened(other));
    }

    private static String likened(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static void checkValue(String name, String value) {
        if (!Text.fits(value, 0, 0, LONGEST_VALUE, c -> c >= ' ' && c <= '~')) {
            throw new IllegalArgumentException(
                    "the value of header %s must be up to %d characters of visible ASCII and spaces"
                            .formatted(name, LONGEST_VALUE));
        }
        if (!value.equals(value.strip())) {
            throw new IllegalArgumentException(
                    "the value of header %s must not begin or end with a space".formatted(name));
        }
    }

    private static boolean isToken(char c) {
        return Text.isLetterOrDigit(c) || TOKEN_MARKS.indexOf(c) >= 0;
    }
}
