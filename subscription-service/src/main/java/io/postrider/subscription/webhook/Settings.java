package io.postrider.subscription.webhook;

import io.postrider.model.EventSelection;

import java.net.URI;
import java.util.Optional;

/**
 * What its owner may change about a subscription.
 *
 * @param name for people; at most 255 characters
 * @param url as {@link EndpointUrl} allows it
 * @param description for people; at most 2,000 characters
 * @param testMode whether it gets only what is sent to it as a test
 */
public record Settings(
        Optional<String> name,
        URI url,
        Optional<String> description,
        EventSelection selection,
        DeliverySettings delivery,
        PostSettings post,
        boolean testMode) {

    private static final int LONGEST_NAME = 255;
    private static final int LONGEST_DESCRIPTION = 2000;

    /** The text, when it may be a name. */
    public static String checkedName(String text) {
        return checked(text, "name", LONGEST_NAME);
    }

    /** The text, when it may be a description. */
    public static String checkedDescription(String text) {
        return checked(text, "description", LONGEST_DESCRIPTION);
    }

    private static String checked(String text, String field, int longest) {
        if (text.length() > longest) {
            throw new IllegalArgumentException(
                    "%s must have at most %d characters, not %d"
                            .formatted(field, longest, text.length()));
        }
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(field + " must not contain the character U+0000");
        }
        return text;
    }

    public Settings withName(Optional<String> other) {
        return new Settings(other, url, description, selection, delivery, post, testMode);
    }

    public Settings withUrl(URI other) {
        return new Settings(name, other, description, selection, delivery, post, testMode);
    }

    public Settings withDescription(Optional<String> other) {
        return new Settings(name, url, other, selection, delivery, post, testMode);
    }

    public Settings withSelection(EventSelection other) {
        return new Settings(name, url, description, other, delivery, post, testMode);
    }

    public Settings withDelivery(DeliverySettings other) {
        return new Settings(name, url, description, selection, other, post, testMode);
    }

    public Settings withPost(PostSettings other) {
        return new Settings(name, url, description, selection, delivery, other, testMode);
    }

    public Settings withTestMode(boolean other) {
        return new Settings(name, url, description, selection, delivery, post, other);
    }
}
