package io.postrider.model.format;

/** A format that cannot be used. The message names file, line and field. */
public final class InvalidFormatException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InvalidFormatException(String message, Throwable cause) {
        super(message, cause);
    }

    InvalidFormatException(String message) {
        super(message);
    }
}
