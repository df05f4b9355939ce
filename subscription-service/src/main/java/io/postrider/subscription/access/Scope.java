package io.postrider.subscription.access;

import java.util.Arrays;
import java.util.stream.Collectors;

/** What a caller may do. */
public enum Scope {
    WEBHOOKS_READ("webhooks:read"),
    WEBHOOKS_WRITE("webhooks:write"),
    EVENTS_WRITE("events:write"),
    DELIVERIES_READ("deliveries:read"),
    DELIVERIES_RETRY("deliveries:retry"),
    /** The metrics of the whole deployment, and nothing else. */
    METRICS_READ("metrics:read"),
    /** All of these, and the management of keys. */
    ADMIN("admin");

    private final String code;

    Scope(String code) {
        this.code = code;
    }

    /** As the API, tokens and storage spell it. */
    public String code() {
        return code;
    }

    public static Scope ofCode(String code) {
        return Arrays.stream(values())
                .filter(scope -> scope.code.equals(code))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "a scope is one of %s, not '%s'"
                                        .formatted(
                                                Arrays.stream(values())
                                                        .map(Scope::code)
                                                        .collect(Collectors.joining(", ")),
                                                code)));
    }
}
