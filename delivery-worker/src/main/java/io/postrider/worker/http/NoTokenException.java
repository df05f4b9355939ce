package io.postrider.worker.http;

import java.io.IOException;

/** The authorization server gave no access token; the message says why. */
final class NoTokenException extends IOException {

    private static final long serialVersionUID = 1;

    NoTokenException(String message) {
        super(message);
    }
}
