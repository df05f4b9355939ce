package io.postrider.subscription.playground;

import io.postrider.model.Payload;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A request as an inbox got it.
 *
 * @param number of the inbox, from 1
 * @param headers by name in lower case
 * @param body no more than the first {@link #MOST_BYTES} of it
 * @param bodyBytes how many it had
 * @param answered what it was answered, or is to be when the delay is over
 */
public record ReceivedRequest(
        long number,
        Instant at,
        Map<String, String> headers,
        Payload body,
        long bodyBytes,
        InboxAnswer answered) {

    /** Of a body; what is beyond is counted and dropped. */
    public static final int MOST_BYTES = 128 * 1024;

    public ReceivedRequest {
        headers = Collections.unmodifiableMap(new TreeMap<>(headers));
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** Whether the whole body was kept. */
    public boolean isWhole() {
        return bodyBytes == body.length();
    }

    /** What it takes to keep it, in bytes or so. */
    int weight() {
        return body.length()
                + headers.entrySet().stream()
                        .mapToInt(it -> it.getKey().length() + it.getValue().length())
                        .sum();
    }
}
