package io.postrider.subscription.playground;

/** Whether a request is signed with the right secret. */
public enum SignatureVerdict {
    /** One of its signatures is that of the secret. */
    VALID("valid"),
    /** None of them is. */
    INVALID("invalid"),
    /** It has no signature where the format of the webhook has it. */
    UNSIGNED("unsigned"),
    /** Its body was too large to be kept whole. */
    TOO_LARGE("too_large"),
    /** No webhook that leads to the inbox has a secret to check with. */
    NO_SECRET("no_secret"),
    /** The webhook's format signs something that the request does not show. */
    UNCHECKABLE("uncheckable");

    private final String code;

    SignatureVerdict(String code) {
        this.code = code;
    }

    public String code() {
        return code;
    }
}
