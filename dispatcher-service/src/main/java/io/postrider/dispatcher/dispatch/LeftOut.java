package io.postrider.dispatcher.dispatch;

import io.postrider.model.SubscriptionId;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A subscription for which no delivery can be made of an event.
 *
 * @param reason for people
 */
public record LeftOut(SubscriptionId subscription, String reason) implements Made {

    private static final int MOST_NAMED = 20;
    private static final int MOST_REASONS = 5;

    /** What is to be said of several: for each reason, whom it keeps out. */
    public static String describe(List<LeftOut> several) {
        Map<String, List<LeftOut>> byReason =
                several.stream()
                        .collect(
                                Collectors.groupingBy(
                                        LeftOut::reason, LinkedHashMap::new, Collectors.toList()));
        String told =
                byReason.entrySet().stream()
                        .limit(MOST_REASONS)
                        .map(group ->
                                "not for %s: %s".formatted(named(group.getValue()), group.getKey()))
                        .collect(Collectors.joining("; "));
        int more = byReason.size() - MOST_REASONS;
        return more > 0 ? "%s; and %d more reasons".formatted(told, more) : told;
    }

    private static String named(List<LeftOut> group) {
        String named =
                group.stream()
                        .limit(MOST_NAMED)
                        .map(left -> left.subscription().value())
                        .collect(Collectors.joining(", "));
        int more = group.size() - MOST_NAMED;
        return more > 0 ? "%s and %d more".formatted(named, more) : named;
    }
}
