package io.postrider.dispatcher.dispatch;

import io.postrider.model.SubscriptionId;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A subscription for which no delivery can be made of an event.
 *
 * @param reason for people
 */
public record LeftOut(SubscriptionId subscription, String reason) {

    private static final int MOST_NAMED = 20;

    /** What is to be said of several, which have the same reason in all but figures. */
    public static String describe(List<LeftOut> several) {
        String named =
                several.stream()
                        .limit(MOST_NAMED)
                        .map(left -> left.subscription().value())
                        .collect(Collectors.joining(", "));
        int more = several.size() - MOST_NAMED;
        return "not for %s%s: %s"
                .formatted(
                        named,
                        more > 0 ? " and %d more".formatted(more) : "",
                        several.getFirst().reason());
    }
}
