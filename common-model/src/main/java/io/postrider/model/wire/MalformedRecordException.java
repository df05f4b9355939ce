package io.postrider.model.wire;

import org.jspecify.annotations.Nullable;

import java.util.Optional;

/** A record, or a request body, that cannot be read. The message says what is wrong, for people. */
public final class MalformedRecordException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final @Nullable String field;

    public MalformedRecordException(String message) {
        super(message);
        this.field = null;
    }

    public MalformedRecordException(String field, String message) {
        super(message);
        this.field = field;
    }

    public MalformedRecordException(String message, Throwable cause) {
        super(message, cause);
        this.field = null;
    }

    /** The field or header that is wrong, where it is one. */
    public Optional<String> field() {
        return Optional.ofNullable(field);
    }
}
