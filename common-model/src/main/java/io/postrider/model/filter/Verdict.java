package io.postrider.model.filter;

/** Whether a filter matches an event. */
public enum Verdict {
    MATCH,
    NO_MATCH,

    /** Not known: the step budget was spent before. */
    TOO_COSTLY
}
