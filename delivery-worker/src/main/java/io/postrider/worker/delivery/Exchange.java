package io.postrider.worker.delivery;

import io.postrider.model.Outcome;
import io.postrider.model.ResponseHeaders;

/**
 * What came of a POST.
 *
 * @param responseHeaders none where there was no answer
 * @param responseBody the start of the answer's body, read as UTF-8; empty when there was none
 */
public record Exchange(Outcome outcome, ResponseHeaders responseHeaders, String responseBody) {

    /** Without an answer. */
    public static Exchange without(Outcome outcome) {
        return new Exchange(outcome, ResponseHeaders.NONE, "");
    }
}
