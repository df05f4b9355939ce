package io.postrider.worker.delivery;

import io.postrider.model.Outcome;

/**
 * What came of a POST.
 *
 * @param responseBody the start of the answer's body, read as UTF-8; empty when there was none
 */
public record Exchange(Outcome outcome, String responseBody) {

    /** Without an answer. */
    public static Exchange without(Outcome outcome) {
        return new Exchange(outcome, "");
    }
}
