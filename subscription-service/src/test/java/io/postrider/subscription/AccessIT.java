package io.postrider.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.subscription.ApiClient.Answer;
import io.postrider.testing.Patience;
import io.postrider.testing.RealKafka;
import io.postrider.testing.RealPostgres;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

import tools.jackson.databind.JsonNode;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Tenants and keys, on two instances with one database. */
class AccessIT {

    private static final String KEYS = "/api/v1/api-keys";
    private static final String WEBHOOK =
            "{\"url\":\"https://example.com/hook\",\"events\":[\"order.*\"]}";

    private static final RealPostgres.Database DATABASE = RealPostgres.shared().newDatabase();
    private static final RunningService ONE = start();
    private static final RunningService OTHER = start();

    private final ApiClient admin = ONE.api();
    private final String tenant = "t" + UUID.randomUUID();

    private static RunningService start() {
        return RunningService.start(RealKafka.shared().bootstrapServers(), DATABASE, "access.")
                .awaitReady();
    }

    @AfterAll
    static void stop() {
        OTHER.close();
        ONE.close();
    }

    @BeforeEach
    void makeTheTenant() {
        Answer made =
                admin.post("/api/v1/tenants", "{\"id\":\"%s\",\"name\":\"One\"}".formatted(tenant));
        assertThat(made.status()).as(made.toString()).isEqualTo(201);
        assertThat(made.header("Location")).hasValue("/api/v1/tenants/" + tenant);
    }

    private Answer newKey(String more, String... scopes) {
        Answer made =
                admin.post(
                        KEYS,
                        "{\"name\":\"a key\",\"scopes\":[\"%s\"],\"tenant\":\"%s\"%s}"
                                .formatted(String.join("\",\"", scopes), tenant, more));
        assertThat(made.status()).as(made.toString()).isEqualTo(201);
        return made;
    }

    private ApiClient as(Answer key) {
        return new ApiClient(ONE.baseUri(), key.text("key"));
    }

    private static ApiClient onTheOther(Answer key) {
        return new ApiClient(OTHER.baseUri(), key.text("key"));
    }

    @Test
    void showsAKeyOnceAndKeepsItsHashAlone() {
        Answer made = newKey("", "webhooks:read");
        String text = made.text("key");
        assertThat(text).startsWith(made.text("prefix")).hasSizeGreaterThan(50);
        assertThat(made.text("tenant")).isEqualTo(tenant);
        assertThat(made.text("created_by")).isEqualTo("admin");

        Answer read = admin.get(KEYS + "/" + made.text("id"));
        assertThat(read.status()).isEqualTo(200);
        assertThat(read.json().has("key")).isFalse();
        String row =
                ONE.bean(JdbcClient.class)
                        .sql("SELECT api_keys::text FROM api_keys WHERE id = ?")
                        .param(made.text("id"))
                        .query(String.class)
                        .single();
        assertThat(row).doesNotContain(text).doesNotContain(text.substring(16));
    }

    @Test
    void bindsWhatAKeyMakesToItsTenant() {
        ApiClient client = as(newKey("", "webhooks:write", "webhooks:read"));

        Answer made = client.post("/api/v1/webhooks", WEBHOOK);

        assertThat(made.status()).as(made.toString()).isEqualTo(201);
        assertThat(made.text("tenant")).isEqualTo(tenant);
        Answer foreign =
                client.post("/api/v1/webhooks", WEBHOOK.replace("{", "{\"tenant\":\"default\","));
        assertThat(foreign.status()).as(foreign.toString()).isEqualTo(403);
        assertThat(client.get("/api/v1/webhooks").json().path("data")).hasSize(1);
    }

    @Test
    void showsMetricsToOperatorsOnly() {
        ApiClient client = as(newKey("", "admin"));

        assertThat(client.get("/actuator/prometheus").status()).isEqualTo(403);
        assertThat(new ApiClient(admin.base(), "").get("/actuator/metrics").status())
                .isEqualTo(401);
        assertThat(admin.get("/actuator/prometheus").response().body())
                .contains("postrider_intake_events_total");
    }

    @Test
    void showsMetricsAndNothingElseToKeysForMetrics() {
        Answer made = admin.post(KEYS, "{\"name\":\"prometheus\",\"scopes\":[\"metrics:read\"]}");
        ApiClient client = as(made);

        assertThat(client.get("/actuator/prometheus").status()).isEqualTo(200);
        assertThat(client.get("/actuator/metrics").status()).isEqualTo(200);
        assertThat(client.get("/api/v1/webhooks").status()).isEqualTo(403);
        assertThat(client.get("/api/v1/audit").status()).isEqualTo(403);
        assertThat(client.get("/actuator").status()).isEqualTo(403);
    }

    @Test
    void revokesTheKeysThatEndWithAKey() {
        Answer maker = newKey("", "admin");
        String wanted = "{\"name\":\"n\",\"scopes\":[\"admin\"],\"revoke_with_creator\":%s}";
        Answer child = as(maker).post(KEYS, wanted.formatted(true));
        Answer grandchild = as(child).post(KEYS, wanted.formatted(true));
        Answer other = as(maker).post(KEYS, wanted.formatted(false));
        assertThat(child.text("revoked_with")).isEqualTo(maker.text("id"));
        assertThat(as(grandchild).get(KEYS).status()).isEqualTo(200);

        assertThat(admin.delete(KEYS + "/" + maker.text("id")).status()).isEqualTo(204);

        assertThat(as(child).get(KEYS).status()).isEqualTo(401);
        assertThat(as(grandchild).get(KEYS).status()).isEqualTo(401);
        assertThat(as(other).get(KEYS).status()).isEqualTo(200);
        assertThat(admin.get(KEYS + "/" + child.text("id")).json().path("revoked_at").isNull())
                .isFalse();
    }

    @Test
    void refusesWhatIsForATenantThatWasJustRemoved() {
        Answer key = newKey("", "admin");
        ApiClient other = new ApiClient(OTHER.baseUri(), admin.key());
        String forTenant = "{\"tenant\":\"%s\",".formatted(tenant);
        String anotherKey = forTenant + "\"name\":\"k\",\"scopes\":[\"admin\"]}";
        // the other instance knows tenant and key for a while from now on
        assertThat(other.post(KEYS, anotherKey).status()).isEqualTo(201);
        assertThat(onTheOther(key).get(KEYS).status()).isEqualTo(200);

        assertThat(admin.delete("/api/v1/tenants/" + tenant).status()).isEqualTo(204);

        for (Answer refused :
                List.of(
                        other.post(KEYS, anotherKey),
                        other.post("/api/v1/webhooks", WEBHOOK.replace("{", forTenant)))) {
            assertThat(refused.status()).as(refused.toString()).isEqualTo(422);
            assertThat(refused.wrongField()).isEqualTo("tenant");
        }
        assertThat(
                        other.post(
                                        "/api/v1/session",
                                        "{\"api_key\":\"%s\"}".formatted(key.text("key")))
                                .status())
                .isEqualTo(401);
    }

    @Test
    void letsNobodyPublishForAnotherTenant() {
        ApiClient client = as(newKey("", "events:write"));

        assertThat(client.post("/api/v1/events", "{\"type\":\"a.b\"}").status()).isEqualTo(202);
        assertThat(
                        client.post(
                                        "/api/v1/events",
                                        "{\"type\":\"a.b\",\"tenant\":\"%s\"}".formatted(tenant))
                                .status())
                .isEqualTo(202);
        Answer foreign =
                client.post(
                        "/api/v1/events",
                        "[{\"type\":\"a\"},{\"type\":\"b\",\"tenant\":\"default\"}]");
        assertThat(foreign.status()).as(foreign.toString()).isEqualTo(403);
        assertThat(foreign.text("detail")).contains(tenant).contains("default");
        Answer unknown = admin.post("/api/v1/events", "{\"type\":\"a.b\",\"tenant\":\"nobody\"}");
        assertThat(unknown.status()).isEqualTo(422);
        assertThat(unknown.wrongField()).isEqualTo("tenant");
    }

    @Test
    void takesNoKeyOfAnotherTenantForARepetition() {
        ApiClient client = as(newKey("", "events:write"));
        String[] headers = {"Content-Type", "application/json", "Idempotency-Key", "k" + tenant};

        Answer first = client.send("POST", "/api/v1/events", "{\"type\":\"a.b\"}", headers);
        Answer others = admin.send("POST", "/api/v1/events", "{\"type\":\"c.d\"}", headers);
        Answer again = client.send("POST", "/api/v1/events", "{\"type\":\"a.b\"}", headers);

        assertThat(first.status()).isEqualTo(202);
        assertThat(others.status()).as(others.toString()).isEqualTo(202);
        assertThat(others.header("Idempotency-Replayed")).isEmpty();
        assertThat(again.header("Idempotency-Replayed")).hasValue("true");
        assertThat(again.text("id")).isEqualTo(first.text("id"));
    }

    @Test
    void opensNothingOnceItIsRevokedOnAnyInstance() {
        Answer key = newKey("", "webhooks:read");
        ApiClient there = onTheOther(key);
        assertThat(there.get("/api/v1/webhooks").status()).isEqualTo(200);
        assertThat(as(key).get("/api/v1/webhooks").status()).isEqualTo(200);

        assertThat(admin.delete(KEYS + "/" + key.text("id")).status()).isEqualTo(204);

        assertThat(as(key).get("/api/v1/webhooks").status()).isEqualTo(401);
        Patience.await().until(() -> there.get("/api/v1/webhooks").status() == 401);
        JsonNode left = admin.get(KEYS + "/" + key.text("id")).json();
        assertThat(left.path("revoked_at").isNull()).isFalse();
        assertThat(left.path("last_used_at").isNull()).isFalse();
    }

    @Test
    void opensNothingOnceItHasExpired() {
        String soon = Instant.now().plusMillis(1500).toString();
        ApiClient client = as(newKey(",\"expires_at\":\"%s\"".formatted(soon), "webhooks:read"));

        Patience.await().until(() -> client.get("/api/v1/webhooks").status() == 401);
    }

    @Test
    void actsForATenantByTheHeader() {
        Answer made = acting(tenant, "POST", "/api/v1/webhooks", WEBHOOK);
        assertThat(made.text("tenant")).isEqualTo(tenant);
        assertThat(acting("default", "GET", "/api/v1/webhooks/" + made.text("id"), "").status())
                .isEqualTo(404);
        assertThat(admin.get("/api/v1/webhooks/" + made.text("id")).status()).isEqualTo(200);

        Answer unknown = acting("nobody", "GET", "/api/v1/webhooks", "");
        assertThat(unknown.status()).isEqualTo(400);
        assertThat(unknown.wrongField()).isEqualTo("X-Postrider-Tenant");
        Answer notItsOwn =
                as(newKey("", "webhooks:read"))
                        .send("GET", "/api/v1/webhooks", "", "X-Postrider-Tenant", "default");
        assertThat(notItsOwn.status()).isEqualTo(403);
    }

    private Answer acting(String as, String method, String path, String body) {
        return admin.send(
                method, path, body, "Content-Type", "application/json", "X-Postrider-Tenant", as);
    }

    @Test
    void managesTenants() {
        String path = "/api/v1/tenants/" + tenant;
        assertThat(admin.post("/api/v1/tenants", "{\"id\":\"%s\"}".formatted(tenant)).status())
                .isEqualTo(409);
        assertThat(admin.patch(path, "{\"name\":\"Two\"}").text("name")).isEqualTo("Two");
        assertThat(admin.get(path).text("name")).isEqualTo("Two");
        Answer key = newKey("", "webhooks:read");
        Answer webhook = acting(tenant, "POST", "/api/v1/webhooks", WEBHOOK);

        assertThat(admin.delete(path).status()).isEqualTo(409);
        admin.delete("/api/v1/webhooks/" + webhook.text("id"));
        assertThat(admin.delete(path).status()).isEqualTo(204);
        assertThat(admin.get(path).status()).isEqualTo(404);
        Patience.await().until(() -> as(key).get("/api/v1/webhooks").status() == 401);
        assertThat(admin.delete("/api/v1/tenants/default").status()).isEqualTo(409);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"scopes":["admin"]} | name
                    {"name":" ","scopes":["admin"]} | name
                    {"name":"n"} | scopes
                    {"name":"n","scopes":[]} | scopes
                    {"name":"n","scopes":["all"]} | scopes[0]
                    {"name":"n","scopes":["admin"],"tenant":"nobody"} | tenant
                    {"name":"n","scopes":["admin"],"expires_at":"2020-01-01T00:00:00Z"} | expires_at
                    {"name":"n","scopes":["admin"],"expires_at":"tomorrow"} | expires_at
                    {"name":"n","scopes":["admin"],"colour":1} | colour
                    """)
    void namesWhatIsWrongWithAKey(String json, String field) {
        Answer answer = admin.post(KEYS, json);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(422);
        assertThat(answer.wrongField()).isEqualTo(field);
    }

    @Test
    void refusesAWebhookOfATenantThatIsNot() {
        Answer answer =
                admin.post(
                        "/api/v1/webhooks",
                        "{\"url\":\"https://x.example\",\"events\":[\"*\"],\"tenant\":\"nobody\"}");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.wrongField()).isEqualTo("tenant");
        assertThat(answer.wrongMessage()).contains("/api/v1/tenants");
    }

    @Test
    void aTenantCanBeSentBackAsItIs() {
        String path = "/api/v1/tenants/" + admin.tenant("t" + UUID.randomUUID());
        Answer before = admin.get(path);

        Answer same = admin.patch(path, before.response().body());

        assertThat(same.status()).as(same.toString()).isEqualTo(200);
        assertThat(same.json()).isEqualTo(before.json());
        Answer other = admin.patch(path, "{\"id\":\"other\"}");
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.wrongField()).isEqualTo("id");
    }
}
