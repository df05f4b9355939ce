package io.postrider.model.filter;

/** Bounds of a content filter, and of the work that one may cause. */
public final class FilterLimits {

    /** Characters of the filter's JSON. */
    public static final int MAX_LENGTH = 8192;

    /** Levels of objects and arrays, {@code $or} and match expressions included. */
    public static final int MAX_DEPTH = 32;

    /** Conjunctions that remain when {@code $or} groups are multiplied out. */
    public static final int MAX_ALTERNATIVES = 64;

    /** Values of all alternatives together; each entry of an {@code anything-but} list counts. */
    public static final int MAX_VALUES = 1000;

    /** Numeric ranges and CIDR blocks, as written. */
    public static final int MAX_RANGES = 64;

    /** Wildcard patterns, as written. */
    public static final int MAX_WILDCARDS = 32;

    /** Stars of one wildcard pattern. */
    public static final int MAX_STARS = 8;

    /** Characters of one text or field name. */
    public static final int MAX_TEXT_LENGTH = 2048;

    /**
     * Steps that one filter may take for one event: enough to look twice at every value of an event
     * of one megabyte. A visit of a value is a step, a test is another one, and so are each {@link
     * #CHARACTERS_PER_STEP} characters that a test reads.
     */
    public static final int MAX_STEPS = 1_000_000;

    /**
     * Steps that all filters together may take for one event. Bounds the time that a tenant with
     * many costly filters takes from the other tenants; 100,000 ordinary filters stay below it.
     */
    public static final int MAX_STEPS_PER_EVENT = 10_000_000;

    static final int CHARACTERS_PER_STEP = 16;

    private FilterLimits() {}
}
