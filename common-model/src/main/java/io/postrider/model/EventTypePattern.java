package io.postrider.model;

/**
 * Selects event types: one exactly ({@code order.created}), all under a prefix at any depth ({@code
 * order.*}), or every type ({@code *}).
 *
 * @param value as the tenant wrote it
 */
public record EventTypePattern(String value) {

    private static final String ANY = "*";
    private static final String ANY_BELOW = ".*";

    public EventTypePattern {
        String literal = value.endsWith(ANY_BELOW) ? value.substring(0, value.length() - 2) : value;
        if (!value.equals(ANY)) {
            try {
                var _ = new EventType(literal);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "'%s' must be an event type like order.created, a prefix like order.*, or *"
                                .formatted(value),
                        e);
            }
        }
    }

    /** Whether this is {@code *}. */
    public boolean matchesEverything() {
        return value.equals(ANY);
    }

    /** Whether this names one type exactly. */
    public boolean isExact() {
        return !value.endsWith(ANY);
    }

    /** For a prefix pattern, what a type must begin with, the full stop included. */
    public String prefix() {
        return value.substring(0, value.length() - 1);
    }

    public boolean matches(EventType type) {
        return isExact() ? value.equals(type.value()) : type.value().startsWith(prefix());
    }

    @Override
    public String toString() {
        return value;
    }
}
