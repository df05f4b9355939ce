package io.postrider.subscription.access;

/**
 * Who does something.
 *
 * @param id of the key or of the token's subject
 * @param name for people
 * @param address where the request came from; empty for Postrider itself
 */
public record Actor(Kind kind, String id, String name, String address) {

    /** Postrider, of its own accord. */
    public static final Actor POSTRIDER = new Actor(Kind.POSTRIDER, "postrider", "Postrider", "");

    /** By what the actor is known. */
    public enum Kind {
        ADMIN_KEY("admin_key"),
        API_KEY("api_key"),
        TOKEN("token"),
        POSTRIDER("postrider");

        private final String code;

        Kind(String code) {
            this.code = code;
        }

        /** As the API and storage spell it. */
        public String code() {
            return code;
        }
    }
}
