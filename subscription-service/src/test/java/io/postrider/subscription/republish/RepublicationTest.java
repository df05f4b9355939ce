package io.postrider.subscription.republish;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.model.EventSelection;
import io.postrider.model.EventTypePattern;
import io.postrider.model.FormatName;
import io.postrider.model.SubscriptionId;
import io.postrider.model.TenantId;
import io.postrider.model.retry.RetrySchedule;
import io.postrider.model.wire.SubscriptionCodec;
import io.postrider.subscription.republish.Republication.Result;
import io.postrider.subscription.webhook.DeliverySettings;
import io.postrider.subscription.webhook.PostSettings;
import io.postrider.subscription.webhook.Settings;
import io.postrider.subscription.webhook.Signing;
import io.postrider.subscription.webhook.SigningMethod;
import io.postrider.subscription.webhook.Subscription;

import org.junit.jupiter.api.Test;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

class RepublicationTest {

    private static final Instant MADE = Instant.parse("2026-01-01T00:00:00Z");
    private static final SubscriptionId ONE = new SubscriptionId("wh_1");
    private static final SubscriptionId OTHER = new SubscriptionId("wh_2");

    private final TreeMap<String, Subscription> rows = new TreeMap<>();
    private final Set<SubscriptionId> outbox = new HashSet<>();
    private final Map<SubscriptionId, Integer> topic = new HashMap<>();
    private final List<SubscriptionId> told = new ArrayList<>();

    /** What happens between the two comparisons. */
    private Runnable meanwhile = () -> {};

    private int comparisons;

    private final Republication republication =
            new Republication(
                    () -> {
                        if (++comparisons == 2) {
                            meanwhile.run();
                        }
                        return Map.copyOf(topic);
                    },
                    new StoredSubscriptions() {
                        @Override
                        public List<Subscription> below(Optional<SubscriptionId> id, int limit) {
                            return id
                                    .map(below -> rows.headMap(below.value()))
                                    .orElse(rows)
                                    .values()
                                    .stream()
                                    .toList()
                                    .reversed();
                        }

                        @Override
                        public boolean isOnItsWay(SubscriptionId id) {
                            return outbox.contains(id);
                        }

                        @Override
                        public boolean publish(SubscriptionId id, long version) {
                            told.add(id);
                            return true;
                        }

                        @Override
                        public boolean withdraw(SubscriptionId id) {
                            told.add(id);
                            return true;
                        }
                    });

    private static Subscription subscription(SubscriptionId id) {
        return new Subscription(
                id,
                TenantId.DEFAULT,
                new Settings(
                        Optional.empty(),
                        URI.create("https://example.com"),
                        Optional.empty(),
                        new EventSelection(Set.of(new EventTypePattern("*")), Optional.empty()),
                        new DeliverySettings(
                                RetrySchedule.STANDARD, Duration.ofSeconds(10), Optional.empty()),
                        new PostSettings(FormatName.STANDARD, Map.of()),
                        false),
                new Signing(
                        SigningMethod.HMAC_SHA256,
                        Optional.empty(),
                        List.of("sealed"),
                        Optional.empty()),
                new Subscription.Activity(true, Optional.empty(), MADE, Optional.empty()),
                new Subscription.Revision(1, MADE, MADE));
    }

    private void store(SubscriptionId id) {
        rows.put(id.value(), subscription(id));
    }

    private void rename(SubscriptionId id) {
        rows.computeIfPresent(
                id.value(),
                (_, before) ->
                        before.withSettings(
                                settings -> settings.withName(Optional.of("other")), MADE));
    }

    /** The topic hears how it is now. */
    private void relay(SubscriptionId id) {
        outbox.remove(id);
        Subscription row = rows.get(id.value());
        if (row == null) {
            topic.remove(id);
        } else {
            topic.put(
                    id,
                    SubscriptionCodec.decode(SubscriptionCodec.encode(row.snapshot())).hashCode());
        }
    }

    @Test
    void leavesATopicAloneThatSaysTheSame() {
        store(ONE);
        relay(ONE);

        assertThat(republication.run()).isEqualTo(new Result(0, 0));
        assertThat(comparisons).isEqualTo(1);
    }

    @Test
    void publishesWhatIsMissingOrOtherAndWithdrawsWhatIsUnknown() {
        store(ONE);
        store(OTHER);
        relay(OTHER);
        rename(OTHER);
        SubscriptionId unknown = new SubscriptionId("wh_unknown");
        topic.put(unknown, 7);

        assertThat(republication.run()).isEqualTo(new Result(2, 1));
        assertThat(told).containsExactlyInAnyOrder(ONE, OTHER, unknown);
    }

    @Test
    void waitsForWhatIsOnItsWay() {
        store(ONE);
        outbox.add(ONE);
        meanwhile = () -> relay(ONE);

        assertThat(republication.run()).isEqualTo(new Result(0, 0));
        assertThat(told).isEmpty();
    }

    /** It was relayed after the topic was read, and changed again since. */
    @Test
    void takesNoChangeInBetweenForADifference() {
        store(ONE);
        relay(ONE);
        topic.put(ONE, 7);
        meanwhile = () -> rename(ONE);

        assertThat(republication.run()).isEqualTo(new Result(0, 0));
        assertThat(told).isEmpty();
    }

    @Test
    void anEmptyDatabaseWithdrawsNothing() {
        topic.put(ONE, 7);

        assertThat(republication.run()).isEqualTo(new Result(0, 0));
        assertThat(told).isEmpty();
    }
}
