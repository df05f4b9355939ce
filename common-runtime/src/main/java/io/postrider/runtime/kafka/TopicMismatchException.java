package io.postrider.runtime.kafka;

/** A topic is missing or not as it must be. The message names it and says what to change. */
public final class TopicMismatchException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TopicMismatchException(String message) {
        super(message);
    }
}
