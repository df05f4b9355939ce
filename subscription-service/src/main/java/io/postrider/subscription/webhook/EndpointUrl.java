package io.postrider.subscription.webhook;

import io.postrider.model.egress.EgressPolicy;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The rule of which URLs requests may be sent to. A name that has no address yet is taken: names
 * are often made after the webhook, and the worker judges every address again that it connects to.
 */
public final class EndpointUrl {

    private static final int LONGEST = 2048;

    private final EgressPolicy policy;
    private final Names names;

    public EndpointUrl(EgressPolicy policy, Names names) {
        this.policy = policy;
        this.names = names;
    }

    /** Looks names up. */
    @FunctionalInterface
    public interface Names {

        /** For where names are none of Postrider's business, because a proxy resolves them. */
        Names UNKNOWN = _ -> List.of();

        /** The addresses of the host; none when it has none, or they are not told in time. */
        List<InetAddress> addresses(String host);
    }

    /**
     * Reads the URL; characters outside ASCII in its path and query become percent-encoded.
     *
     * @param field that it was given in, for errors
     * @throws IllegalArgumentException saying what is wrong and what is allowed
     */
    public URI read(String text, String field) {
        URI url = readWithoutLookup(text, field);
        ofAddresses(url.getHost()).ifPresent(objection -> object(field, objection));
        return url;
    }

    /**
     * Reads a URL that nothing will be sent to: nobody is asked for the addresses of its host.
     *
     * @param field that it was given in, for errors
     * @throws IllegalArgumentException saying what is wrong and what is allowed
     */
    public URI readWithoutLookup(String text, String field) {
        URI url = parse(text, field);
        policy.objection(url).ifPresent(objection -> object(field, objection));
        return url;
    }

    private static void object(String field, String objection) {
        throw new IllegalArgumentException(field + " " + objection);
    }

    private Optional<String> ofAddresses(String host) {
        List<InetAddress> addresses = names.addresses(host);
        return addresses.isEmpty() ? Optional.empty() : policy.objection(host, addresses);
    }

    private static URI parse(String text, String field) {
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException(
                    "%s must have at most %d characters, not %d"
                            .formatted(field, LONGEST, text.length()));
        }
        URI url = syntacticallyRight(text, field);
        if (url.getRawFragment() != null) {
            throw new IllegalArgumentException(field + " must not contain a fragment (#...)");
        }
        return URI.create(encoded(text));
    }

    /**
     * The text with each character outside of ASCII as the percent-encoded bytes of its UTF-8.
     * {@link URI#toASCIIString} would normalize it first, and the receiver would get other bytes.
     */
    private static String encoded(String text) {
        StringBuilder encoded = new StringBuilder(text.length());
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (b >= 0) {
                encoded.append((char) b);
            } else {
                encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
            }
        }
        return encoded.toString();
    }

    private static URI syntacticallyRight(String text, String field) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(
                    "%s is not a valid URL: %s%s"
                            .formatted(
                                    field,
                                    e.getReason(),
                                    e.getIndex() < 0 ? "" : " at position " + (e.getIndex() + 1)),
                    e);
        }
    }
}
