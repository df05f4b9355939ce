package io.postrider.dispatcher;

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
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A subscription to everything, until said otherwise. */
public final class SubscriptionBuilder {

    private final String id;
    private TenantId tenant = TenantId.DEFAULT;
    private Set<EventTypePattern> types = Set.of(new EventTypePattern("*"));
    private Optional<String> pattern = Optional.empty();
    private String url = "https://example.com/hook";
    private boolean active = true;
    private FormatName format = FormatName.STANDARD;
    private long version = 1;

    private SubscriptionBuilder(String id) {
        this.id = id;
    }

    public static SubscriptionBuilder aSubscription(String id) {
        return new SubscriptionBuilder(id);
    }

    public SubscriptionBuilder of(String owner) {
        tenant = new TenantId(owner);
        return this;
    }

    public SubscriptionBuilder to(String... patterns) {
        types = Stream.of(patterns).map(EventTypePattern::new).collect(Collectors.toSet());
        return this;
    }

    public SubscriptionBuilder where(String contentPattern) {
        pattern = Optional.of(contentPattern);
        return this;
    }

    public SubscriptionBuilder at(String address) {
        url = address;
        return this;
    }

    public SubscriptionBuilder in(String formatName) {
        format = new FormatName(formatName);
        return this;
    }

    public SubscriptionBuilder disabled() {
        active = false;
        return this;
    }

    public SubscriptionBuilder version(long number) {
        version = number;
        return this;
    }

    public SubscriptionSnapshot snapshot() {
        return new SubscriptionSnapshot(
                new SubscriptionId(id),
                tenant,
                URI.create(url),
                active,
                Optional.empty(),
                new EventSelection(types, pattern),
                List.of("sealed"),
                RetrySchedule.STANDARD,
                Duration.ofSeconds(15),
                Optional.empty(),
                format,
                Map.of(),
                Map.of(),
                version);
    }
}
