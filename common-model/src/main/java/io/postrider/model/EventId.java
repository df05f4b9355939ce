package io.postrider.model;

/**
 * The producer's identifier of an event, unique together with its source (CloudEvents 1.0, {@code
 * id}).
 *
 * @param value 1 to 256 characters, no control characters
 */
public record EventId(String value) {

    public EventId {
        Text.bounded(value, "id", 256);
    }

    @Override
    public String toString() {
        return value;
    }
}
