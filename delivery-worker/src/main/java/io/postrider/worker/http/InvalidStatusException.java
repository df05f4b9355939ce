package io.postrider.worker.http;

import java.io.Serial;

/** The status of an answer is no number of three digits. */
final class InvalidStatusException extends IllegalArgumentException {

    @Serial private static final long serialVersionUID = 1L;

    InvalidStatusException() {
        super("the status must be from 100 to 999");
    }
}
