package io.postrider.subscription.webhook;

/** Who wants a header of a POST. */
public enum HeaderOrigin {
    /** Every POST has it. */
    POSTRIDER("postrider"),
    /** The format of the webhook. */
    FORMAT("format"),
    /** The owner of the webhook. */
    WEBHOOK("webhook"),
    /** What the endpoint knows Postrider by. */
    AUTHENTICATION("authentication");

    private final String code;

    HeaderOrigin(String code) {
        this.code = code;
    }

    /** As the API spells it. */
    public String code() {
        return code;
    }
}
