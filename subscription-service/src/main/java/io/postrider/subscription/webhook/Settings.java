package io.postrider.subscription.webhook;

import io.postrider.model.EventSelection;
import io.postrider.model.retry.RetrySchedule;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * What its owner may change about a subscription.
 *
 * @param name for people; at most 255 characters
 * @param url as {@link EndpointUrl} allows it
 * @param description for people; at most 2,000 characters
 * @param timeout for one whole exchange; 1 s to 30 s
 */
public record Settings(
        Optional<String> name,
        URI url,
        Optional<String> description,
        EventSelection selection,
        RetrySchedule schedule,
        Duration timeout) {

    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);

    private static final Duration SHORTEST_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration LONGEST_TIMEOUT = Duration.ofSeconds(30);
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

    /** The duration, when it may be a timeout. */
    public static Duration checkedTimeout(Duration timeout) {
        if (timeout.compareTo(SHORTEST_TIMEOUT) < 0 || timeout.compareTo(LONGEST_TIMEOUT) > 0) {
            throw new IllegalArgumentException(
                    "timeout_ms must be %d to %d, not %d"
                            .formatted(
                                    SHORTEST_TIMEOUT.toMillis(),
                                    LONGEST_TIMEOUT.toMillis(),
                                    timeout.toMillis()));
        }
        return timeout;
    }

    public Settings withName(Optional<String> other) {
        return new Settings(other, url, description, selection, schedule, timeout);
    }

    public Settings withUrl(URI other) {
        return new Settings(name, other, description, selection, schedule, timeout);
    }

    public Settings withDescription(Optional<String> other) {
        return new Settings(name, url, other, selection, schedule, timeout);
    }

    public Settings withSelection(EventSelection other) {
        return new Settings(name, url, description, other, schedule, timeout);
    }

    public Settings withSchedule(RetrySchedule other) {
        return new Settings(name, url, description, selection, other, timeout);
    }

    public Settings withTimeout(Duration other) {
        return new Settings(name, url, description, selection, schedule, other);
    }
}
