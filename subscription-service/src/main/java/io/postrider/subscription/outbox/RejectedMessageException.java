package io.postrider.subscription.outbox;

/** One of the messages will never be taken, however often it is tried; says why. */
public final class RejectedMessageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public RejectedMessageException(String reason, Throwable cause) {
        super(reason, cause);
    }

    public RejectedMessageException(String reason) {
        super(reason);
    }
}
