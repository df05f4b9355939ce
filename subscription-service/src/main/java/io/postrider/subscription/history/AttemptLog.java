package io.postrider.subscription.history;

import io.postrider.model.SubscriptionId;
import io.postrider.subscription.access.Reach;

import java.util.List;
import java.util.Optional;

/** Reads the attempts of a subscription. */
public interface AttemptLog {

    /** The newest deliveries first, and of each delivery the latest attempt first. */
    List<LoggedAttempt> list(Filter filter, Optional<Mark> before, int limit);

    /**
     * Which attempts.
     *
     * @param succeeded only those that were acknowledged, or only those that were not
     */
    record Filter(Reach reach, SubscriptionId subscription, Optional<Boolean> succeeded) {}

    /** An attempt's place in the list. */
    record Mark(DeliveryKey delivery, int number) {}

    /**
     * An attempt and what it was of.
     *
     * @param place where the body of its POST lies
     */
    record LoggedAttempt(DeliveryRef delivery, Optional<RecordPlace> place, AttemptEntry attempt) {}
}
