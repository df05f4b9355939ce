package io.postrider.subscription.limit;

/** What callers may not do as often as they like. */
public enum LimitedAction {
    CREATE_WEBHOOK("create-webhook"),
    REGENERATE_SECRET("regenerate-secret"),
    LIST_EVENTS("list-events");

    private final String code;

    LimitedAction(String code) {
        this.code = code;
    }

    /** As configuration and storage spell it. */
    public String code() {
        return code;
    }
}
