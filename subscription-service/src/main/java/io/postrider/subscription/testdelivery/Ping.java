package io.postrider.subscription.testdelivery;

import io.postrider.model.Event;
import io.postrider.model.EventId;
import io.postrider.subscription.webhook.Greeting;
import io.postrider.subscription.webhook.Subscription;

import java.util.Optional;
import java.util.function.Predicate;

/**
 * Greets new subscriptions with a {@code ping}. Its id derives from the subscription's, so that
 * there is one however often it is sent.
 *
 * @param wanted whether a subscription is greeted; one that is disabled never is
 */
public record Ping(Predicate<Subscription> wanted) implements Greeting {

    @Override
    public Optional<Event> of(Subscription created) {
        if (!created.activity().active() || !wanted.test(created)) {
            return Optional.empty();
        }
        return Optional.of(
                new Event(
                        new EventId("evt_ping_" + created.id()),
                        Optional.empty(),
                        TestEvent.PING,
                        created.tenant(),
                        created.revision().createdAt(),
                        TestEvent.greeting(created.id())));
    }
}
