package io.postrider.model.wire;

import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;

/** How large JSON may be that others write. The messages say the limit in plain words. */
public final class JsonLimits extends StreamReadConstraints {

    /** Digits of one number, all of them counted. */
    public static final int MAX_DIGITS = 1_000;

    /** Characters of one name of an object. */
    public static final int MAX_NAME_LENGTH = 50_000;

    /** Levels of objects and arrays of an event. */
    public static final int MAX_EVENT_DEPTH = 500;

    private static final long serialVersionUID = 1L;

    /**
     * The limits with this depth.
     *
     * @param maxDepth levels of objects and arrays
     */
    public JsonLimits(int maxDepth) {
        super(
                maxDepth,
                DEFAULT_MAX_DOC_LEN,
                DEFAULT_MAX_TOKEN_COUNT,
                MAX_DIGITS,
                DEFAULT_MAX_STRING_LEN,
                MAX_NAME_LENGTH);
    }

    @Override
    public void validateNestingDepth(int depth) {
        if (depth > getMaxNestingDepth()) {
            throw new StreamConstraintsException(
                    "objects and arrays may nest at most %d levels deep"
                            .formatted(getMaxNestingDepth()));
        }
    }

    @Override
    public void validateIntegerLength(int length) {
        requireDigits(length);
    }

    @Override
    public void validateFPLength(int length) {
        requireDigits(length);
    }

    private static void requireDigits(int length) {
        if (length > MAX_DIGITS) {
            throw new StreamConstraintsException(
                    "a number may have at most %d digits, not %d".formatted(MAX_DIGITS, length));
        }
    }

    @Override
    public void validateNameLength(int length) {
        if (length > MAX_NAME_LENGTH) {
            throw new StreamConstraintsException(
                    "a name may have at most %d characters, not %d"
                            .formatted(MAX_NAME_LENGTH, length));
        }
    }
}
