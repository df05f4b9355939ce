package io.postrider.subscription.playground;

/** Whether a request is signed with the right secret. */
public enum SignatureVerdict {
    /** One of its signatures is that of the secret. */
    VALID("valid"),
    /** None of them is. */
    INVALID("invalid"),
    /** It has no headers webhook-id, webhook-timestamp and webhook-signature. */
    UNSIGNED("unsigned"),
    /** Its body was too large to be kept whole. */
    TOO_LARGE("too_large"),
    /** No webhook that leads to the inbox has a secret to check with. */
    NO_SECRET("no_secret");

    private final String code;

    SignatureVerdict(String code) {
        this.code = code;
    }

    public String code() {
        return code;
    }
}
