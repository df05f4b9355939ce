package io.postrider.subscription.jdbc;

import io.postrider.model.Event;
import io.postrider.model.OperationalEvents;
import io.postrider.model.Payload;
import io.postrider.subscription.operational.Announcement;

import org.springframework.jdbc.core.simple.JdbcClient;

import tools.jackson.databind.json.JsonMapper;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Announces by the outbox, in the transaction of what is announced. */
public final class OperationalOutbox {

    /** Written as the index on {@code subscriptions} has it. */
    private static final String TENANTS_TOLD =
            """
            SELECT DISTINCT tenant FROM subscriptions
            WHERE active AND events && ARRAY['delivery.exhausted', 'delivery.*']
              AND tenant = ANY (:tenants)
            """;

    private static final String TENANTS_WITH_WILDCARD =
            """
            SELECT tenant FROM unnest(:tenants::text[]) t (tenant)
            WHERE EXISTS (
                SELECT FROM subscriptions s
                WHERE s.tenant = t.tenant AND s.active AND s.events @> ARRAY['*'])
            """;

    private static final JsonMapper JSON = new JsonMapper();

    private final JdbcClient jdbc;
    private final OutboxTable outbox;
    private final Choice choice;

    /**
     * Which announcements are made.
     *
     * @param enabled whether any is
     * @param wildcard whether a webhook that selects {@code *} gets them
     */
    public record Choice(boolean enabled, boolean wildcard) {}

    public OperationalOutbox(JdbcClient jdbc, Choice choice) {
        this.jdbc = jdbc;
        this.outbox = new OutboxTable(jdbc);
        this.choice = choice;
    }

    void announce(List<Announcement> announcements) {
        if (choice.enabled()) {
            announcements.forEach(
                    announcement -> outbox.addEvent(announcement.about(), eventOf(announcement)));
        }
    }

    /** There may be as many as there are deliveries, so only those that somebody is to get. */
    void announceWhereSelected(List<Announcement> announcements) {
        if (choice.enabled() && !announcements.isEmpty()) {
            Set<String> told =
                    tenantsTold(
                            announcements.stream()
                                    .map(announcement -> announcement.tenant().value())
                                    .collect(Collectors.toUnmodifiableSet()));
            announce(
                    announcements.stream()
                            .filter(announcement -> told.contains(announcement.tenant().value()))
                            .toList());
        }
    }

    private Set<String> tenantsTold(Collection<String> tenants) {
        String sql =
                choice.wildcard() ? TENANTS_TOLD + " UNION " + TENANTS_WITH_WILDCARD : TENANTS_TOLD;
        return Set.copyOf(
                jdbc.sql(sql)
                        .param("tenants", tenants.toArray(String[]::new))
                        .query(String.class)
                        .list());
    }

    private static Event eventOf(Announcement announcement) {
        return new Event(
                announcement.id(),
                Optional.of(OperationalEvents.SOURCE),
                announcement.type(),
                announcement.tenant(),
                announcement.time(),
                Payload.of(JSON.writeValueAsBytes(announcement.data())));
    }
}
