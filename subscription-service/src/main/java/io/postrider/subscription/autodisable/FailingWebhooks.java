package io.postrider.subscription.autodisable;

import java.util.List;
import java.util.function.Consumer;

/** Knows which active subscriptions are failing. */
public interface FailingWebhooks {

    /**
     * Hands them over, unless another instance is at it. What failed before a subscription was last
     * enabled is forgotten.
     */
    void examine(Consumer<List<Failing>> examination);
}
