package io.postrider.worker.delivery;

import io.postrider.model.Outcome;
import io.postrider.model.ResponseHeaders;

import java.time.Duration;

/**
 * What came of a POST.
 *
 * @param responseHeaders none where there was no answer
 * @param responseBody the start of the answer's body, read as UTF-8; empty when there was none
 * @param waited for its turn, before its time began
 */
public record Exchange(
        Outcome outcome, ResponseHeaders responseHeaders, String responseBody, Duration waited) {

    /** One that had its turn at once. */
    public Exchange(Outcome outcome, ResponseHeaders responseHeaders, String responseBody) {
        this(outcome, responseHeaders, responseBody, Duration.ZERO);
    }

    /** Without an answer. */
    public static Exchange without(Outcome outcome) {
        return new Exchange(outcome, ResponseHeaders.NONE, "");
    }

    /** The same, after a wait. */
    public Exchange after(Duration wait) {
        return new Exchange(outcome, responseHeaders, responseBody, wait);
    }
}
