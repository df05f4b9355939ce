package io.postrider.worker.http;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.time.Duration;
import java.time.Instant;

/**
 * What an authorization server gives (RFC 6749, section 5).
 *
 * @param goodUntil a while before it expires, so that it does not on its way
 */
record AccessToken(String value, Instant goodUntil) {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration USUAL_LIFE = Duration.ofMinutes(5);
    private static final Duration LONGEST_LIFE = Duration.ofHours(24);
    private static final Duration MOST_MARGIN = Duration.ofSeconds(30);
    private static final int MARGIN_SHARE = 10;

    /**
     * Reads the answer.
     *
     * @throws NoTokenException when it has no bearer token that can stand in a header
     */
    static AccessToken read(String body, Instant now) throws NoTokenException {
        JsonNode answer = json(body);
        String token = answer.path("access_token").stringValueOpt().orElse("");
        if (token.isEmpty() || !token.chars().allMatch(c -> c > ' ' && c <= '~')) {
            throw new NoTokenException("its answer has no access_token");
        }
        if (!answer.path("token_type")
                .stringValueOpt()
                .orElse("bearer")
                .equalsIgnoreCase("bearer")) {
            throw new NoTokenException("its token is no bearer token");
        }
        long seconds = answer.path("expires_in").asLongOpt().orElse(USUAL_LIFE.toSeconds());
        Duration life = Duration.ofSeconds(Math.clamp(seconds, 0, LONGEST_LIFE.toSeconds()));
        Duration share = life.dividedBy(MARGIN_SHARE);
        Duration margin = share.compareTo(MOST_MARGIN) < 0 ? share : MOST_MARGIN;
        return new AccessToken(token, now.plus(life).minus(margin));
    }

    /** The error that the server names, where it is one of the protocol's words. */
    static String error(String body) {
        try {
            String error = json(body).path("error").stringValueOpt().orElse("");
            return error.matches("[a-z_]{1,40}") ? " (" + error + ")" : "";
        } catch (NoTokenException _) {
            return "";
        }
    }

    private static JsonNode json(String body) throws NoTokenException {
        try {
            return JSON.readTree(body);
        } catch (JacksonException e) {
            throw new NoTokenException("its answer is not JSON");
        }
    }

    /** The token must not get into a log. */
    @Override
    public String toString() {
        return "AccessToken[goodUntil=%s]".formatted(goodUntil);
    }
}
