package io.postrider.dispatcher.dispatch;

import io.postrider.model.Delivery.SubscriptionRef;
import io.postrider.model.SubscriptionId;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** What becomes of one record of the events topic. */
public sealed interface Dispatch {

    /**
     * An event, and the subscriptions that want it: none when there is no such subscription. Each
     * delivery is made when it is asked for, because together they can take up thousands of times
     * the memory of their event.
     *
     * @param matches in the order of their ids
     * @param maker makes the delivery of one of them; never throws
     * @param undecided subscriptions of which it cannot be told whether they want it
     */
    record FannedOut(
            List<SubscriptionRef> matches,
            Function<SubscriptionRef, Made> maker,
            List<LeftOut> undecided)
            implements Dispatch {

        public FannedOut {
            matches = List.copyOf(matches);
            undecided = List.copyOf(undecided);
        }

        /** Of each match, one after the other. */
        public Stream<Made> made() {
            return matches.stream().map(maker);
        }

        /** Those whose id does not come behind that of the subscription. */
        public List<LeftOut> undecidedUpTo(SubscriptionId last) {
            return undecided.stream()
                    .filter(left -> left.subscription().value().compareTo(last.value()) <= 0)
                    .toList();
        }
    }

    /**
     * Not an event that can be delivered.
     *
     * @param reason for people
     */
    record Invalid(String reason) implements Dispatch {}
}
