package io.postrider.benchmarks.load;

import io.postrider.model.EventSelection;
import io.postrider.model.EventTypePattern;
import io.postrider.model.FormatName;
import io.postrider.model.SubscriptionId;
import io.postrider.model.SubscriptionSnapshot;
import io.postrider.model.TenantId;
import io.postrider.model.retry.RetrySchedule;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Subscriptions that all want one event type, each of another customer.
 *
 * @param type that all of them want
 */
public record FilteredSubscriptions(String type) {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    public SubscriptionId id(int number) {
        return new SubscriptionId("wh_index" + number);
    }

    /**
     * The subscription of a customer.
     *
     * @param secrets sealed
     */
    public SubscriptionSnapshot snapshot(int customer, URI url, List<String> secrets) {
        String filter =
                "{\"data\":{\"customer\":[\"%s\"]}}"
                        .formatted(Events.ByCustomer.customer(customer));
        return new SubscriptionSnapshot(
                id(customer),
                TenantId.DEFAULT,
                url,
                true,
                Optional.empty(),
                new EventSelection(Set.of(new EventTypePattern(type)), Optional.of(filter)),
                secrets,
                RetrySchedule.STANDARD,
                TIMEOUT,
                Optional.empty(),
                FormatName.STANDARD,
                Map.of(),
                Map.of(),
                1);
    }
}
