package io.postrider.dispatcher.kafka;

import io.postrider.dispatcher.dispatch.Dispatch;
import io.postrider.dispatcher.dispatch.Dispatch.FannedOut;
import io.postrider.dispatcher.dispatch.Dispatch.Invalid;

/** What a transaction holds so far. */
record Tally(int events, int deliveries, int invalid, long bytes) {

    static final Tally NONE = new Tally(0, 0, 0, 0);

    Tally plus(Dispatch dispatch) {
        return switch (dispatch) {
            case FannedOut(var made) ->
                    new Tally(
                            events + 1,
                            deliveries + made.size(),
                            invalid,
                            bytes
                                    + made.stream()
                                            .mapToLong(delivery -> delivery.body().length())
                                            .sum());
            case Invalid _ -> new Tally(events, deliveries, invalid + 1, bytes);
        };
    }
}
