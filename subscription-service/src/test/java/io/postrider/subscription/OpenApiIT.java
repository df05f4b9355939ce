package io.postrider.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;

import io.postrider.model.topic.Topic;
import io.postrider.subscription.ApiClient.Answer;
import io.postrider.subscription.rest.WebhookMounts;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** Holds the document against the service. */
@UsesSharedService
class OpenApiIT {

    private static final String DOCUMENT = "urn:postrider:openapi";
    private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete");

    private final ApiClient api = SharedService.SERVICE.api();
    private final ApiClient anybody = new ApiClient(api.base(), "");
    private final JsonNode document = anybody.get("/v3/api-docs").json();
    private final SchemaRegistry schemas =
            SchemaRegistry.withDefaultDialect(
                    SpecificationVersion.DRAFT_2020_12,
                    builder -> builder.schemas(Map.of(DOCUMENT, document.toString())));

    private void assertFits(String pointer, JsonNode value) {
        var errors =
                schemas.getSchema(SchemaLocation.of(DOCUMENT + "#" + pointer))
                        .validate(value.toString(), InputFormat.JSON);
        assertThat(errors).as(pointer + " " + value).isEmpty();
    }

    /** The answer is one that the document has for the operation, and its body fits. */
    private Answer documented(String method, String path, Answer answer) {
        JsonNode operation = document.path("paths").path(path).path(method);
        assertThat(operation.isMissingNode()).as(method + " " + path).isFalse();
        JsonNode response = operation.path("responses").path(Integer.toString(answer.status()));
        assertThat(response.isMissingNode()).as(answer.toString()).isFalse();
        if (response.has("$ref")) {
            response = document.at(response.path("$ref").asString().substring(1));
        }
        if (response.has("content")) {
            String type = answer.header("Content-Type").orElse("").split(";", 2)[0];
            JsonNode content = response.path("content").path(type);
            assertThat(content.isMissingNode()).as(type).isFalse();
            assertFits(content.path("schema").path("$ref").asString().substring(1), answer.json());
        } else {
            assertThat(answer.response().body()).isEmpty();
        }
        for (Map.Entry<String, JsonNode> header : response.path("headers").properties()) {
            assertThat(answer.header(header.getKey())).as(header.getKey()).isPresent();
        }
        return answer;
    }

    private Answer get(String path, String filledIn) {
        return documented("get", path, api.get(filledIn));
    }

    @Test
    void describesEveryOperationThereIsAndNoOther() {
        Set<String> described = new TreeSet<>();
        document.path("paths")
                .properties()
                .forEach(path ->
                        path.getValue()
                                .propertyStream()
                                .forEach(operation -> {
                                    if (METHODS.contains(operation.getKey())) {
                                        described.add(
                                                operation.getKey() + " " + shape(path.getKey()));
                                    }
                                }));
        Set<String> served = new TreeSet<>();
        for (RequestMappingInfo mapping :
                SharedService.SERVICE.bean(WebhookMounts.class).getHandlerMethods().keySet()) {
            for (String path : mapping.getPatternValues()) {
                for (RequestMethod method : mapping.getMethodsCondition().getMethods()) {
                    if (path.startsWith("/api/v1/")) {
                        served.add(method.name().toLowerCase(Locale.ROOT) + " " + shape(path));
                    }
                }
            }
        }

        assertThat(described).isEqualTo(served);
        assertThat(document.path("openapi").asString()).startsWith("3.1");
    }

    private static String shape(String path) {
        return path.replaceAll("\\{[^}]*}", "{}");
    }

    @Test
    void hasExamplesThatFitTheirSchemas() {
        List<String> without = new ArrayList<>();
        document.path("paths")
                .propertyStream()
                .flatMap(path -> path.getValue().propertyStream())
                .forEach(operation -> check(operation.getValue(), without));

        assertThat(without).isEmpty();
    }

    private void check(JsonNode operation, List<String> without) {
        String id = operation.path("operationId").asString();
        JsonNode contents = operation.path("requestBody").path("content");
        contents.propertyStream().forEach(content -> checkExample(id, content.getValue(), without));
        operation
                .path("responses")
                .propertyStream()
                .flatMap(response -> response.getValue().path("content").propertyStream())
                .forEach(content -> checkExample(id, content.getValue(), without));
    }

    private void checkExample(String id, JsonNode content, List<String> without) {
        if (content.has("example")) {
            assertFits(
                    content.path("schema").path("$ref").asString().substring(1),
                    content.path("example"));
        } else {
            without.add(id);
        }
    }

    @Test
    void describesWhatWebhooksAnswer() {
        String path = "/api/v1/webhooks";
        String one = path + "/{id}";
        String tenant = api.tenant("t" + UUID.randomUUID());
        Answer created =
                documented(
                        "post",
                        path,
                        api.post(
                                path,
                                """
                                {"url":"https://example.com/hook","events":["a.*"],"tenant":"%s",
                                 "filter":{"data":{"n":[1]}},"headers":{"X-A":"1"},"rate_limit":5,
                                 "authentication":{"type":"basic","username":"u","password":"p"}}
                                """
                                        .formatted(tenant)));
        String webhook = path + "/" + created.text("id");
        get(path, path + "?search=HOOK&tenant=" + tenant);
        get(one, webhook);
        documented("patch", one, api.patch(webhook, "{\"name\":\"n\"}"));
        documented("patch", one, api.patch(webhook, "{\"name\":1}"));
        documented("put", one, put(webhook, "{\"active\":false}"));
        documented("post", one + "/enable", api.post(webhook + "/enable", ""));
        documented("post", one + "/pause", api.post(webhook + "/pause", ""));
        documented("post", one + "/resume", api.post(webhook + "/resume", ""));
        documented("post", one + "/disable", api.post(webhook + "/disable", ""));
        documented(
                "post",
                one + "/regenerate-secret",
                api.post(webhook + "/regenerate-secret", "{\"overlap\":\"1h\"}"));
        get(one + "/deliveries", webhook + "/deliveries");
        get(one + "/deliveries", webhook + "/deliveries?page=1");
        get(one + "/deliveries", webhook + "/deliveries?limit=0");
        get(one + "/logs", webhook + "/logs");
        get(one + "/logs", webhook + "/logs?status=odd");
        get(one + "/statistics", webhook + "/statistics");
        get(one + "/analytics", webhook + "/analytics?interval=minute");
        get(one + "/analytics", webhook + "/analytics?interval=odd");
        get("/api/v1/statistics", "/api/v1/statistics?tenant=" + tenant);
        get("/api/v1/analytics", "/api/v1/analytics?tenant=" + tenant);
        documented("delete", one, api.delete(webhook));
        assertThat(get(one, webhook).status()).isEqualTo(404);
        documented("post", path, api.post(path, "{\"colour\":1}"));
        documented("post", path, api.post(path, "{"));
        documented("post", path, api.send("POST", path, "a", "Content-Type", "text/plain"));
        assertThat(documented("get", path, anybody.get(path)).status()).isEqualTo(401);
    }

    @Test
    void describesWhatBecameOfDeliveries() {
        HistoryScene scene = new HistoryScene(SharedService.SERVICE);
        Reports delivered = scene.delivered();
        Reports failed = scene.deadLettered();
        String groups = "/api/v1/dead-letters/groups";
        get(groups, groups + "?webhook=" + scene.webhook);
        String one = "/api/v1/webhooks/{id}";
        String webhook = "/api/v1/webhooks/" + scene.webhook;
        String delivery = "/api/v1/deliveries/" + delivered.id();
        get(one + "/deliveries", webhook + "/deliveries");
        get(one + "/logs", webhook + "/logs");
        get(one + "/logs", webhook + "/logs?status=odd");
        get("/api/v1/deliveries/{delivery}", delivery);
        get(one + "/statistics", webhook + "/statistics");
        get(one + "/analytics", webhook + "/analytics?interval=day");
        get(one + "/analytics", webhook + "/analytics?interval=week");
        get("/api/v1/statistics", "/api/v1/statistics?tenant=default");
        get("/api/v1/analytics", "/api/v1/analytics");
        String retry = "/retry";
        documented("post", "/api/v1/deliveries/{delivery}/retry", api.post(delivery + retry, ""));
        assertThat(
                        documented(
                                        "post",
                                        "/api/v1/deliveries/{delivery}/retry",
                                        api.post(delivery + retry, ""))
                                .status())
                .isEqualTo(409);
        documented(
                "post",
                one + "/deliveries/{delivery}/retry",
                api.post(webhook + "/deliveries/" + failed.id() + retry, ""));
        scene.close();
    }

    @Test
    void describesWhatReplaysAnswer() {
        HistoryScene scene = new HistoryScene(SharedService.SERVICE);
        var _ = scene.deadLettered();
        String path = "/api/v1/dead-letters/replays";
        String of = "{\"webhook\":\"%s\"%s}";
        String wanted = of.formatted(scene.webhook, "");
        documented("post", path, api.post(path, of.formatted(scene.webhook, ",\"dry_run\":true")));
        Answer begun = documented("post", path, api.post(path, wanted));
        assertThat(begun.status()).isEqualTo(202);
        String one = path + "/" + begun.text("id");
        get(path, path);
        get(path, path + "?state=odd");
        get(path + "/{replay}", one);
        get(path + "/{replay}", path + "/rpl_none");
        documented("post", path + "/{replay}/cancel", api.post(one + "/cancel", ""));
        documented("post", path, api.post(path, "{\"rate\":0}"));
        documented("post", path, api.post(path, "{"));
        api.post("/api/v1/webhooks/" + scene.webhook + "/disable", "");
        assertThat(documented("post", path, api.post(path, wanted)).status()).isEqualTo(409);
        scene.close();
    }

    @Test
    void describesWhatATestAnswers() {
        HistoryScene scene = new HistoryScene(SharedService.SERVICE);
        String path = "/api/v1/webhooks/" + scene.webhook + "/test";
        CompletableFuture<Answer> asked =
                CompletableFuture.supplyAsync(() -> api.post(path, "{\"a\":1}"));
        scene.tell(Topic.ATTEMPTS, new Reports(scene.queued(1).getFirst()).delivered(1));

        String documented = "/api/v1/webhooks/{id}/test";
        assertThat(documented("post", documented, asked.join()).status()).isEqualTo(200);
        documented("post", documented, api.post(path, "{"));
        api.post("/api/v1/webhooks/" + scene.webhook + "/disable", "");
        assertThat(documented("post", documented, api.post(path, "{}")).status()).isEqualTo(409);
        scene.close();
    }

    private Answer put(String path, String body) {
        return api.send("PUT", path, body, "Content-Type", "application/json");
    }

    @Test
    void describesWhatEventTypesAndFiltersAnswer() {
        String path = "/api/v1/event-types";
        String one = path + "/{name}";
        String name = "o" + UUID.randomUUID();
        String body = "{\"name\":\"%s\",\"schema\":{},\"example\":[]}".formatted(name);
        documented("post", path, api.post(path, body));
        assertThat(documented("post", path, api.post(path, body)).status()).isEqualTo(409);
        get(path, path);
        get(one, path + "/" + name);
        documented("put", one, put(path + "/" + name, "{}"));
        documented("patch", one, api.patch(path + "/" + name, "{\"description\":\"d\"}"));
        get("/api/v1/webhooks/events", "/api/v1/webhooks/events");
        documented("delete", one, api.delete(path + "/" + name));
        assertThat(get(one, path + "/" + name).status()).isEqualTo(404);
        String filters = "/api/v1/filters/test";
        documented(
                "post",
                filters,
                api.post(filters, "{\"filter\":{\"type\":[\"a\"]},\"event\":{\"type\":\"a\"}}"));
        documented("post", filters, api.post(filters, "{}"));
    }

    @Test
    void describesWhatTheRestAnswers() {
        String events = "/api/v1/events";
        documented("post", events, api.post(events, "{\"type\":\"a\"}"));
        documented("post", events, api.post(events, "[{\"type\":\"a\"},{\"type\":\"b\"}]"));
        documented("post", events, api.post(events, "{}"));
        get("/api/v1/deliveries/{delivery}", "/api/v1/deliveries/dlv_none");
        get("/api/v1/dead-letters", "/api/v1/dead-letters");
        get("/api/v1/dead-letters/groups", "/api/v1/dead-letters/groups");
        get("/api/v1/dead-letters/groups", "/api/v1/dead-letters/groups?reason=odd");
        get("/api/v1/formats", "/api/v1/formats");
        get("/api/v1/dead-letters/{delivery}", "/api/v1/dead-letters/dlv_none");
        documented(
                "post",
                "/api/v1/dead-letters/{delivery}/replay",
                api.post("/api/v1/dead-letters/dlv_none/replay", ""));
        get("/api/v1/invalid-records", "/api/v1/invalid-records");
    }

    @Test
    void describesWhatTenantsAndKeysAnswer() {
        String tenants = "/api/v1/tenants";
        String id = "t" + UUID.randomUUID();
        String body = "{\"id\":\"%s\"}".formatted(id);
        documented("post", tenants, api.post(tenants, body));
        assertThat(documented("post", tenants, api.post(tenants, body)).status()).isEqualTo(409);
        documented("post", tenants, api.post(tenants, "{}"));
        get(tenants, tenants);
        String tenant = tenants + "/{tenant}";
        get(tenant, tenants + "/" + id);
        documented("patch", tenant, api.patch(tenants + "/" + id, "{\"name\":\"n\"}"));
        String keys = "/api/v1/api-keys";
        String wanted =
                "{\"name\":\"n\",\"scopes\":[\"webhooks:read\"],\"tenant\":\"%s\"}".formatted(id);
        Answer made = documented("post", keys, api.post(keys, wanted));
        get(keys, keys);
        get(keys + "/{key}", keys + "/" + made.text("id"));
        ApiClient weak = new ApiClient(api.base(), made.text("key"));
        assertThat(documented("get", keys, weak.get(keys)).status()).isEqualTo(403);
        get("/api/v1/audit", "/api/v1/audit?tenant=" + id);
        get("/api/v1/audit", "/api/v1/audit?limit=odd");
        documented("delete", keys + "/{key}", api.delete(keys + "/" + made.text("id")));
        get(keys + "/{key}", keys + "/none");
        documented("delete", tenant, api.delete(tenants + "/" + id));
        assertThat(documented("delete", tenant, api.delete(tenants + "/" + id)).status())
                .isEqualTo(404);
    }

    @Test
    void describesWhatSessionsAnswer() {
        String session = "/api/v1/session";
        String key = "{\"api_key\":\"%s\"}".formatted(RunningService.KEY);
        documented("post", session, anybody.post(session, key));
        documented("post", session, anybody.post(session, "{}"));
        get(session, session);
        documented("get", session, anybody.get(session));
        documented("delete", session, api.delete(session));
        String signIn = "/api/v1/sign-in";
        documented("get", signIn, anybody.get(signIn));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api-docs",
                "/api-docs/assets/swagger-ui-bundle.js",
                "/api-docs/assets/swagger-ui.css",
            })
    void rendersThePageForAnybody(String path) {
        assertThat(anybody.get(path).status()).isEqualTo(200);
    }
}
