package io.postrider.model;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;

/**
 * One POST, or the refusal to make it.
 *
 * @param number from 1, counted over all replays of the delivery
 * @param url where it went
 * @param responseHeaders none where there was no answer
 * @param responseBody the start of the answer's body, read as UTF-8; empty when there was none
 */
public record Attempt(
        int number,
        URI url,
        Instant startedAt,
        Instant finishedAt,
        Outcome outcome,
        ResponseHeaders responseHeaders,
        String responseBody) {

    public Attempt {
        if (number < 1) {
            throw new IllegalArgumentException("attempts count from 1, not " + number);
        }
    }

    public Duration duration() {
        return Duration.between(startedAt, finishedAt);
    }
}
