package io.postrider.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.subscription.ApiClient.Answer;
import io.postrider.subscription.jdbc.TenantPurge;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What is left of a tenant that was deleted. */
@UsesSharedService
class TenantPurgeIT {

    private static final String TENANTS = "/api/v1/tenants";
    private static final List<String> TABLES =
            List.of("deliveries", "attempts", "dead_letters", "audit_log", "idempotency_keys");

    private final RunningService service = SharedService.SERVICE;
    private final ApiClient api = service.api();
    private final JdbcClient jdbc = service.bean(JdbcClient.class);
    private final TenantPurge purge = service.bean(TenantPurge.class);
    private final String tenant = api.tenant("p" + UUID.randomUUID());
    private final String other = api.tenant("p" + UUID.randomUUID());

    /** Other tests list what all tenants have. */
    @AfterEach
    void leaveNothing() {
        for (String id : List.of(tenant, other)) {
            assertThat(api.delete(TENANTS + "/" + id + "?purge=true").status()).isEqualTo(204);
        }
        purge.run(Instant.now());
    }

    private Answer delete(String more) {
        return api.delete(TENANTS + "/" + tenant + more);
    }

    private void store(String owner) {
        String id = "dlv_" + UUID.randomUUID();
        jdbc.sql(
                        """
                        INSERT INTO deliveries (
                            id, created_at, tenant, subscription_id, event_id, event_type, state,
                            rank, attempts, replays, updated_at, outcome_rank, record_rank)
                        VALUES (?, '2020-01-01', ?, 'wh_1', 'e', 'a.b', 'failed',
                            1, 1, 0, now(), -1, -1)
                        """)
                .params(id, owner)
                .update();
        jdbc.sql(
                        """
                        INSERT INTO attempts (
                            delivery_id, delivery_created_at, number, url, started_at, finished_at,
                            outcome, result)
                        VALUES (?, '2020-01-01', 1, ?, now(), now(), 'rejected', 'failed')
                        """)
                .params(id, "https://example.com/" + owner)
                .update();
        jdbc.sql(
                        """
                        INSERT INTO dead_letters (
                            delivery_id, delivery_created_at, tenant, subscription_id, event_id,
                            event_type, reason, detail, attempts, replays, failed_at,
                            record_partition, record_offset)
                        VALUES (?, '2020-01-01', ?, 'wh_1', 'e', 'a.b', 'exhausted', 'd', 1, 0,
                            now(), 0, 0)
                        """)
                .params(id, owner)
                .update();
        jdbc.sql(
                        """
                        INSERT INTO idempotency_keys (
                            tenant, key, request_hash, started_at, locked_until, expires_at)
                        VALUES (?, 'k', '', now(), now(), now() + interval '1 hour')
                        """)
                .params(owner)
                .update();
        assertThat(
                        api.post(
                                        "/api/v1/api-keys",
                                        "{\"name\":\"n\",\"scopes\":[\"admin\"],\"tenant\":\"%s\"}"
                                                .formatted(owner))
                                .status())
                .isEqualTo(201);
    }

    private List<Long> rows(String owner) {
        return TABLES.stream()
                .map(table ->
                        jdbc.sql(
                                        "SELECT count(*) FROM %s t WHERE strpos(t::text, ?) > 0"
                                                .formatted(table))
                                .params(owner)
                                .query(Long.class)
                                .single())
                .toList();
    }

    @Test
    void keepsTheIdOfADeletedTenantFromOthers() {
        assertThat(delete("").status()).isEqualTo(204);

        Answer again = api.post(TENANTS, "{\"id\":\"%s\"}".formatted(tenant));

        assertThat(again.status()).as(again.toString()).isEqualTo(409);
        assertThat(again.text("detail")).contains(tenant, "was deleted", "cannot be used again");
        assertThat(delete("").status()).isEqualTo(404);
    }

    @Test
    void removesTheDataOfATenantThatIsPurgedAndNothingOfOthers() {
        store(tenant);
        store(other);
        List<Long> before = rows(other);

        assertThat(delete("?purge=true").status()).isEqualTo(204);
        purge.run(Instant.now());

        assertThat(rows(tenant))
                .as("only the entry of the deletion")
                .containsExactly(0L, 0L, 0L, 1L, 0L);
        assertThat(rows(other)).isEqualTo(before).doesNotContain(0L);
    }

    @Test
    void keepsTheDataOfATenantThatIsNotPurgedAndPurgesItLater() {
        store(tenant);
        assertThat(delete("").status()).isEqualTo(204);
        purge.run(Instant.now());
        assertThat(rows(tenant)).doesNotContain(0L);

        assertThat(delete("?purge=true").status()).isEqualTo(204);
        purge.run(Instant.now());

        assertThat(rows(tenant).getFirst()).isZero();
    }

    @Test
    void removesWhatComesLateForEightDays() {
        Instant now = Instant.now();
        assertThat(delete("?purge=true").status()).isEqualTo(204);
        purge.run(now.plusSeconds(1));
        jdbc.sql(
                        "INSERT INTO idempotency_keys (tenant, key, request_hash, started_at,"
                                + " locked_until, expires_at) VALUES (?, 'late', '', now(), now(),"
                                + " now())")
                .params(tenant)
                .update();

        purge.run(now.plus(Duration.ofHours(1)));
        assertThat(rows(tenant).getLast()).isOne();
        purge.run(now.plus(Duration.ofDays(1)).plusSeconds(2));

        assertThat(rows(tenant).getLast()).isZero();
    }

    @Test
    void purgesTheOthersWhenOneTenantCannotBePurged() {
        store(tenant);
        store(other);
        assertThat(delete("?purge=true").status()).isEqualTo(204);
        assertThat(api.delete(TENANTS + "/" + other + "?purge=true").status()).isEqualTo(204);
        String trigger = "stuck_" + UUID.randomUUID().toString().replace('-', '_');
        jdbc.sql(
                        """
                        CREATE FUNCTION %1$s() RETURNS trigger LANGUAGE plpgsql
                        AS $$BEGIN RAISE EXCEPTION 'stuck'; END$$;
                        CREATE TRIGGER %1$s BEFORE DELETE ON idempotency_keys
                        FOR EACH ROW WHEN (OLD.tenant = '%2$s') EXECUTE FUNCTION %1$s()
                        """
                                .formatted(trigger, tenant))
                .update();
        try {
            purge.run(Instant.now());
        } finally {
            jdbc.sql("DROP FUNCTION %s CASCADE".formatted(trigger)).update();
        }

        assertThat(rows(other).getFirst()).isZero();
        assertThat(rows(tenant)).as("nothing, or all").doesNotContain(0L);
        purge.run(Instant.now());
        assertThat(rows(tenant).getFirst()).as("it stays due").isZero();
    }

    /** So that a new table with a tenant is not forgotten. */
    @Test
    void leavesNoTenantInAnyTable() {
        store(tenant);
        List<String> tables =
                jdbc.sql(
                                """
                                SELECT table_name FROM information_schema.columns
                                JOIN information_schema.tables USING (table_schema, table_name)
                                WHERE table_schema = current_schema() AND column_name = 'tenant'
                                  AND table_type = 'BASE TABLE' AND table_name <> 'audit_log'
                                """)
                        .query(String.class)
                        .list();
        assertThat(tables).contains("deliveries", "replay_jobs", "analytics_hours", "sessions");

        assertThat(delete("?purge=true").status()).isEqualTo(204);
        purge.run(Instant.now());

        assertThat(tables)
                .allSatisfy(table ->
                        assertThat(
                                        jdbc.sql(
                                                        "SELECT count(*) FROM %s WHERE tenant = ?"
                                                                .formatted(table))
                                                .params(tenant)
                                                .query(Long.class)
                                                .single())
                                .isZero());
    }

    @Test
    void namesTheParameterThatIsWrong() {
        assertThat(delete("?purge=perhaps").status()).isEqualTo(400);
    }
}
