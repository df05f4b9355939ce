package io.postrider.subscription.analytics;

import io.postrider.subscription.history.AttemptEntry;

import java.util.Locale;
import java.util.Map;

/** Why an attempt did not succeed. */
public enum ErrorType {
    HTTP_3XX,
    /** 429 apart. */
    HTTP_4XX,
    HTTP_429,
    HTTP_5XX,
    /** Any other status. */
    HTTP_OTHER,
    TIMEOUT,
    UNKNOWN_HOST,
    TLS,
    CONNECTION_REFUSED,
    CONNECTION_RESET,
    CONNECTION_CLOSED,
    INVALID_ANSWER,
    /** The address is not allowed, or the request cannot be made. */
    REFUSED,
    NETWORK;

    /** What the worker's sentences have in them, each for its type. */
    private static final Map<String, ErrorType> SIGNS =
            Map.of(
                    "timeout:", TIMEOUT,
                    "unknown host", UNKNOWN_HOST,
                    "TLS:", TLS,
                    "connection refused", CONNECTION_REFUSED,
                    "connection reset", CONNECTION_RESET,
                    "closed the connection", CONNECTION_CLOSED,
                    "is not HTTP", INVALID_ANSWER,
                    "is too long", INVALID_ANSWER);

    /** As the API spells it. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static ErrorType of(AttemptEntry attempt) {
        if (attempt.outcome().equals("refused")) {
            return REFUSED;
        }
        return attempt.answer()
                .status()
                .map(ErrorType::ofStatus)
                .orElseGet(() -> ofSentence(attempt.answer().error().orElse("")));
    }

    private static ErrorType ofStatus(int status) {
        if (status == 429) {
            return HTTP_429;
        }
        return switch (status / 100) {
            case 3 -> HTTP_3XX;
            case 4 -> HTTP_4XX;
            case 5 -> HTTP_5XX;
            default -> HTTP_OTHER;
        };
    }

    private static ErrorType ofSentence(String sentence) {
        return SIGNS.entrySet().stream()
                .filter(sign -> sentence.contains(sign.getKey()))
                .map(Map.Entry::getValue)
                .min(ErrorType::compareTo)
                .orElse(NETWORK);
    }
}
