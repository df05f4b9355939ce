package io.postrider.subscription.webhook;

import io.postrider.model.RequestHeader;
import io.postrider.model.format.Format;
import io.postrider.subscription.refusal.FieldErrors;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The rule of which request headers a webhook may have of its own. */
public final class OwnHeaders {

    /** Stands for a value that is not shown; given in a change, for the value as it is. */
    public static final String MASK = "********";

    static final int MOST = 20;

    private static final String FIELD = "headers";
    private static final int MOST_CHARACTERS = 8_000;

    private OwnHeaders() {}

    /** Notes all that is wrong with the headers. */
    public static void check(Map<String, String> headers, FieldErrors errors) {
        if (headers.size() > MOST) {
            errors.add(FIELD, "headers must be at most %d".formatted(MOST));
        }
        int characters =
                headers.entrySet().stream()
                        .mapToInt(header -> header.getKey().length() + header.getValue().length())
                        .sum();
        if (characters > MOST_CHARACTERS) {
            errors.add(
                    FIELD,
                    "headers must have at most %d characters in all, not %d"
                            .formatted(MOST_CHARACTERS, characters));
        }
        Set<String> seen = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, value) -> {
            errors.check(path(name), () -> new RequestHeader(name, value));
            if (!seen.add(name)) {
                errors.add(path(name), "the header %s must not be given twice".formatted(name));
            }
        });
    }

    /** Notes the names that the format itself needs. */
    public static void checkNames(Collection<String> names, Format format, FieldErrors errors) {
        Set<String> taken = format.headerNames();
        for (String name : names) {
            if (taken.stream().anyMatch(other -> RequestHeader.alike(name, other))) {
                errors.add(
                        path(name),
                        "the header %s is set by format %s; it sets %s"
                                .formatted(name, format.name(), String.join(", ", taken)));
            }
        }
    }

    static String path(String name) {
        return FIELD + "." + name;
    }
}
