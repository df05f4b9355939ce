package io.postrider.model.access;

import java.net.URI;
import java.util.Optional;

/** What makes the {@code Authorization} header of a request. Credentials are in the clear here. */
public sealed interface Authentication {

    /** As the API and the topics spell it. */
    String type();

    /** RFC 7617. */
    record Basic(String username, String password) implements Authentication {

        static final String TYPE = "basic";

        public Basic {
            if (username.indexOf(':') >= 0) {
                throw new IllegalArgumentException("username must not contain a colon");
            }
        }

        @Override
        public String type() {
            return TYPE;
        }

        /** The password must not get into a log. */
        @Override
        public String toString() {
            return "Basic[username=%s]".formatted(username);
        }
    }

    /** RFC 6750, with a token that stays the same. */
    record Bearer(String token) implements Authentication {

        static final String TYPE = "bearer";

        @Override
        public String type() {
            return TYPE;
        }

        /** The token must not get into a log. */
        @Override
        public String toString() {
            return "Bearer[]";
        }
    }

    /**
     * A bearer token from an authorization server (RFC 6749, section 4.4), which is told who asks
     * by HTTP Basic.
     *
     * @param scope names with spaces between
     * @param audience for servers that want it
     */
    record ClientCredentials(
            URI tokenUrl,
            String clientId,
            String clientSecret,
            Optional<String> scope,
            Optional<String> audience)
            implements Authentication {

        static final String TYPE = "oauth2_client_credentials";

        @Override
        public String type() {
            return TYPE;
        }

        /** The secret must not get into a log. */
        @Override
        public String toString() {
            return "ClientCredentials[tokenUrl=%s, clientId=%s]".formatted(tokenUrl, clientId);
        }
    }
}
