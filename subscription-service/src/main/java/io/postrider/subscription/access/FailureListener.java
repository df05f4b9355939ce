package io.postrider.subscription.access;

/** Hears of failed authentications. */
@FunctionalInterface
public interface FailureListener {

    /** Why a request was not authenticated. */
    enum Failure {
        /** No key has this text. */
        UNKNOWN_KEY("unknown_key"),
        /** A token is not signed as it should be, has expired, or names no known tenant. */
        INVALID_TOKEN("invalid_token"),
        /** The address has to wait after earlier failures. */
        SLOWED("slowed");

        private final String code;

        Failure(String code) {
            this.code = code;
        }

        /** The value of the metric's tag. */
        public String code() {
            return code;
        }
    }

    void failed(Failure failure, String address);
}
