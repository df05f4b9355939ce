package io.postrider.model.format;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/** What a template may name between <code>${</code> and <code>}</code>. */
public enum Placeholder {
    /** In the form that the format gives ids of events. */
    EVENT_ID("event.id", Place.BODY, Place.HEADER, Place.CONTENT),
    EVENT_TYPE("event.type", Place.BODY, Place.HEADER, Place.CONTENT),
    /** CloudEvents 1.0, {@code source}; null where the event has none. */
    EVENT_SOURCE("event.source", Place.BODY),
    EVENT_TENANT("event.tenant", Place.BODY, Place.HEADER, Place.CONTENT),
    /** RFC 3339 in UTC, with the fraction of the second that the producer gave. */
    EVENT_TIME_ISO("event.time.iso", Place.BODY),
    /** RFC 3339 in UTC, whole seconds. */
    EVENT_TIME_ISO_SECONDS("event.time.iso_seconds", Place.BODY),
    /** Since the epoch, a number. */
    EVENT_TIME_SECONDS("event.time.seconds", Place.BODY),
    EVENT_TIME_MILLIS("event.time.millis", Place.BODY),
    /** The data, as JSON. */
    EVENT_DATA("event.data", Place.BODY),
    WEBHOOK_ID("webhook.id", Place.BODY, Place.HEADER, Place.CONTENT),
    /** The same through every retry and replay. */
    DELIVERY_ID("delivery.id", Place.BODY, Place.HEADER, Place.CONTENT),
    /** When the event was matched; the same through every retry and replay. */
    DELIVERY_TIME_ISO("delivery.time.iso", Place.HEADER, Place.CONTENT),
    DELIVERY_TIME_SECONDS("delivery.time.seconds", Place.HEADER, Place.CONTENT),
    DELIVERY_TIME_MILLIS("delivery.time.millis", Place.HEADER, Place.CONTENT),
    /** From 1, over all replays. */
    ATTEMPT_NUMBER("attempt.number", Place.HEADER, Place.CONTENT),
    /** A UUID that no other attempt has. */
    ATTEMPT_NONCE("attempt.nonce", Place.HEADER, Place.CONTENT),
    ATTEMPT_TIME_ISO("attempt.time.iso", Place.HEADER, Place.CONTENT),
    ATTEMPT_TIME_SECONDS("attempt.time.seconds", Place.HEADER, Place.CONTENT),
    ATTEMPT_TIME_MILLIS("attempt.time.millis", Place.HEADER, Place.CONTENT),
    /** The bytes of the body. */
    BODY("body", Place.CONTENT),
    /** The signature of one secret, encoded. */
    DIGEST("digest", Place.SIGNATURE),
    /** Of the secret that signs: {@code v1} for HMAC, {@code v1a} for ed25519. */
    SCHEME_VERSION("version", Place.SIGNATURE),
    /** All that signs, as the signature rule puts it. */
    SIGNATURE("signature", Place.HEADER);

    /** Where a placeholder may stand. */
    public enum Place {
        BODY("body.template"),
        HEADER("headers"),
        CONTENT("signature.content"),
        SIGNATURE("signature.value");

        private final String field;

        Place(String field) {
            this.field = field;
        }
    }

    private final String text;

    @SuppressWarnings("ImmutableEnumChecker") // nothing writes to it
    private final Set<Place> places;

    Placeholder(String text, Place first, Place... more) {
        this.text = text;
        this.places = EnumSet.of(first, more);
    }

    /** As templates name it. */
    public String text() {
        return text;
    }

    /** Whether it may stand there. */
    public boolean fits(Place place) {
        return places.contains(place);
    }

    /**
     * The placeholder of the name.
     *
     * @throws IllegalArgumentException naming those that may stand in the place
     */
    static Placeholder of(String name, Place place) {
        return Arrays.stream(values())
                .filter(value -> value.text.equals(name) && value.fits(place))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "${%s} cannot stand in %s; allowed are %s"
                                        .formatted(name, place.field, allowed(place))));
    }

    private static String allowed(Place place) {
        return Arrays.stream(values())
                .filter(value -> value.fits(place))
                .map(value -> "${" + value.text + "}")
                .collect(Collectors.joining(", "));
    }
}
