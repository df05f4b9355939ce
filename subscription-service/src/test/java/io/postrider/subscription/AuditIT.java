package io.postrider.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.subscription.ApiClient.Answer;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

@UsesSharedService
class AuditIT {

    private final ApiClient admin = SharedService.SERVICE.api();
    private final String tenant = "t" + UUID.randomUUID();

    @BeforeEach
    void makeTheTenant() {
        admin.post("/api/v1/tenants", "{\"id\":\"%s\"}".formatted(tenant));
    }

    private JsonNode acts(String parameters) {
        Answer answer = admin.get("/api/v1/audit?tenant=" + tenant + parameters);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.json().path("data");
    }

    private static List<String> actions(JsonNode acts) {
        List<String> actions = new ArrayList<>();
        acts.forEach(act -> actions.add(act.path("action").asString()));
        return actions;
    }

    private Answer create() {
        return admin.post(
                "/api/v1/webhooks",
                """
                {"url":"https://example.com/a","events":["a.b"],"tenant":"%s",
                 "secret":"whsec_c2VjcmV0LXRoYXQtbm9ib2R5LWlzLXRvLXNlZQ==",
                 "headers":{"X-Token":"header-that-nobody-is-to-see"}}
                """
                        .formatted(tenant));
    }

    @Test
    void tellsWhoDidWhatFromWhere() {
        String webhook = "/api/v1/webhooks/" + create().text("id");
        admin.patch(webhook, "{\"url\":\"https://example.com/b\"}");
        admin.patch(webhook, "{\"headers\":{\"X-Token\":\"another-that-nobody-is-to-see\"}}");
        admin.post(webhook + "/disable", "");
        admin.post(webhook + "/disable", "");
        admin.post(webhook + "/enable", "");
        admin.post(webhook + "/pause", "");
        admin.post(webhook + "/pause", "");
        admin.post(webhook + "/resume", "");
        String secret = admin.post(webhook + "/regenerate-secret", "").text("secret");
        admin.delete(webhook);

        JsonNode acts = acts("");

        assertThat(actions(acts))
                .containsExactly(
                        "webhook.deleted",
                        "webhook.secret_rotated",
                        "webhook.resumed",
                        "webhook.paused",
                        "webhook.enabled",
                        "webhook.disabled",
                        "webhook.updated",
                        "webhook.updated",
                        "webhook.created",
                        "tenant.created");
        JsonNode moved = acts.path(7);
        assertThat(moved.path("before").path("url").asString()).isEqualTo("https://example.com/a");
        assertThat(moved.path("after").path("url").asString()).isEqualTo("https://example.com/b");
        assertThat(moved.path("after").has("events")).isFalse();
        assertThat(moved.path("actor").path("id").asString()).isEqualTo("admin");
        assertThat(moved.path("actor").path("type").asString()).isEqualTo("admin_key");
        assertThat(moved.path("address").asString()).isNotEmpty();
        assertThat(moved.path("resource_id").asString())
                .isEqualTo(webhook.substring("/api/v1/webhooks/".length()));
        assertThat(acts.toString())
                .doesNotContain("nobody-is-to-see")
                .doesNotContain("c2VjcmV0")
                .doesNotContain(secret)
                .doesNotContain("sealed");
    }

    @Test
    void filtersAndPages() {
        String id = create().text("id");
        admin.post("/api/v1/webhooks/" + id + "/disable", "");

        assertThat(actions(acts("&action=webhook.disabled"))).containsExactly("webhook.disabled");
        assertThat(actions(acts("&action=webhook."))).hasSize(2);
        assertThat(actions(acts("&resource_id=" + id))).hasSize(2);
        assertThat(actions(acts("&actor=admin"))).hasSize(3);
        assertThat(actions(acts("&actor=nobody"))).isEmpty();
        assertThat(actions(acts("&to=2020-01-01T00:00:00Z"))).isEmpty();
        assertThat(actions(acts("&from=2020-01-01T00:00:00Z"))).hasSize(3);
        Answer first = admin.get("/api/v1/audit?limit=2&tenant=" + tenant);
        String rest =
                "/api/v1/audit?limit=2&tenant=%s&cursor=%s"
                        .formatted(tenant, first.text("next_cursor"));
        assertThat(actions(admin.get(rest).json().path("data"))).containsExactly("tenant.created");
        assertThat(admin.get("/api/v1/audit?cursor=odd").wrongField()).isEqualTo("cursor");
        assertThat(admin.get("/api/v1/audit?from=odd").wrongField()).isEqualTo("from");
    }

    @Test
    void notesActsOnKeysAndTypesToo() {
        Answer key =
                admin.post(
                        "/api/v1/api-keys",
                        "{\"name\":\"n\",\"scopes\":[\"admin\"],\"tenant\":\"%s\"}"
                                .formatted(tenant));
        ApiClient own = new ApiClient(admin.base(), key.text("key"));
        Answer mine = own.post("/api/v1/api-keys", "{\"name\":\"m\",\"scopes\":[\"admin\"]}");
        own.delete("/api/v1/api-keys/" + mine.text("id"));

        JsonNode acts = own.get("/api/v1/audit").json().path("data");

        assertThat(actions(acts))
                .containsExactly(
                        "api_key.revoked", "api_key.created", "api_key.created", "tenant.created");
        assertThat(acts.path(0).path("actor").path("id").asString()).isEqualTo(key.text("id"));
        assertThat(acts.toString())
                .doesNotContain(key.text("key"))
                .doesNotContain(mine.text("key"));
        String type = "audited." + tenant;
        admin.post("/api/v1/event-types", "{\"name\":\"%s\"}".formatted(type));
        admin.delete("/api/v1/event-types/" + type);
        assertThat(actions(admin.get("/api/v1/audit?resource_id=" + type).json().path("data")))
                .containsExactly("event_type.removed", "event_type.registered");
    }

    @Test
    void notesReplaysAndRetries() {
        HistoryScene scene = new HistoryScene(SharedService.SERVICE);
        Reports failed = scene.deadLettered();
        Reports delivered = scene.delivered();

        scene.api.post("/api/v1/dead-letters/" + failed.id() + "/replay", "");
        scene.api.post("/api/v1/deliveries/" + delivered.id() + "/retry", "");

        for (Reports reports : List.of(failed, delivered)) {
            assertThat(
                            actions(
                                    admin.get("/api/v1/audit?resource_id=" + reports.id())
                                            .json()
                                            .path("data")))
                    .containsExactly("delivery.replayed");
        }
        scene.close();
    }
}
