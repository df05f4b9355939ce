package io.postrider.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.subscription.ApiClient.Answer;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Walks every operation that the document has, as callers who are to get nowhere. */
@UsesSharedService
class TenantWallIT {

    private static final List<String> SCOPES =
            List.of(
                    "webhooks:read",
                    "webhooks:write",
                    "events:write",
                    "deliveries:read",
                    "deliveries:retry",
                    "admin");
    private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete");

    private static final HistoryScene SCENE = new HistoryScene(SharedService.SERVICE);
    private static final ApiClient ADMIN = SharedService.SERVICE.api();
    private static final String DELIVERY = SCENE.delivered().id();
    private static final String DEAD = SCENE.deadLettered().id();
    private static final String REPLAY =
            ADMIN.post(
                            "/api/v1/dead-letters/replays",
                            "{\"tenant\":\"default\",\"ids\":[\"dlv_00000000000000000000000000000000\"]}")
                    .text("id");
    private static final String KEY_OF_DEFAULT = newKey("default", SCOPES).text("id");
    private static final String INBOX = ADMIN.post("/api/v1/playground/inboxes", "{}").text("id");
    private static final String EVENT =
            ADMIN.post("/api/v1/events", "{\"type\": \"wall.seen\"}").text("id");
    private static final List<Operation> OPERATIONS = operations();

    @AfterAll
    static void close() {
        SCENE.close();
    }

    /** What the document says of an operation. */
    private record Operation(String method, String path, JsonNode said) {

        List<String> scopes() {
            List<String> scopes = new ArrayList<>();
            said.path("security").path(0).path("key").forEach(it -> scopes.add(it.asString()));
            return scopes;
        }

        boolean isOpenToAll() {
            return said.has("security") && said.path("security").isEmpty();
        }

        boolean isForOperators() {
            return said.path("x-operator").asBoolean(false);
        }

        /** Event types are everybody's. */
        boolean namesATenantsThing() {
            return path.contains("{") && !path.contains("{name}");
        }

        private boolean isStream() {
            return said.path("responses").path("200").path("content").has("text/event-stream");
        }

        /** A stream would go on for minutes. */
        private String ending(String path) {
            return isStream() ? path + (path.contains("?") ? "&" : "?") + "seconds=1" : path;
        }

        Answer call(ApiClient as, String path) {
            JsonNode json = said.path("requestBody").path("content").path("application/json");
            String body = json.isMissingNode() ? "" : json.path("example").toString();
            return as.send(
                    method.toUpperCase(Locale.ROOT),
                    ending(path),
                    body,
                    "Content-Type",
                    "application/json");
        }

        Answer callOnWhatIsNot(ApiClient as) {
            return call(as, path.replaceAll("\\{[^}]*}", "none"));
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    private static List<Operation> operations() {
        List<Operation> all = new ArrayList<>();
        JsonNode document = ADMIN.get("/v3/api-docs").json();
        for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
            for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
                if (METHODS.contains(operation.getKey())) {
                    all.add(new Operation(operation.getKey(), path.getKey(), operation.getValue()));
                }
            }
        }
        return all;
    }

    private static Answer newKey(String tenant, List<String> scopes) {
        String of = tenant.isEmpty() ? "" : ",\"tenant\":\"%s\"".formatted(tenant);
        Answer made =
                ADMIN.post(
                        "/api/v1/api-keys",
                        "{\"name\":\"wall\",\"scopes\":[\"%s\"]%s}"
                                .formatted(String.join("\",\"", scopes), of));
        assertThat(made.status()).as(made.toString()).isEqualTo(201);
        return made;
    }

    private static ApiClient as(String tenant, List<String> scopes) {
        return new ApiClient(ADMIN.base(), newKey(tenant, scopes).text("key"));
    }

    private static ApiClient adminOfAnother() {
        String tenant = "t" + UUID.randomUUID();
        assertThat(ADMIN.post("/api/v1/tenants", "{\"id\":\"%s\"}".formatted(tenant)).status())
                .isEqualTo(201);
        return as(tenant, SCOPES);
    }

    private static Stream<DynamicTest> forEach(
            Predicate<Operation> which, Consumer<Operation> check) {
        return OPERATIONS.stream()
                .filter(which)
                .map(operation ->
                        DynamicTest.dynamicTest(
                                operation.toString(), () -> check.accept(operation)));
    }

    @Test
    void thereIsMuchToWalk() {
        assertThat(OPERATIONS).hasSizeGreaterThan(40);
        Set<String> scopes = new TreeSet<>();
        OPERATIONS.forEach(operation -> scopes.addAll(operation.scopes()));
        assertThat(scopes).containsExactlyInAnyOrderElementsOf(SCOPES);
    }

    @TestFactory
    Stream<DynamicTest> nobodyGetsAnywhereWithoutAKey() {
        ApiClient anybody = new ApiClient(ADMIN.base(), "");
        return forEach(
                operation -> !operation.isOpenToAll(),
                operation -> {
                    Answer answer = operation.callOnWhatIsNot(anybody);
                    assertThat(answer.status()).as(answer.toString()).isEqualTo(401);
                    assertThat(answer.isProblem()).isTrue();
                });
    }

    @TestFactory
    Stream<DynamicTest> anotherTenantsThingsAreNotThere() {
        ApiClient other = adminOfAnother();
        return forEach(
                operation -> operation.namesATenantsThing() && !operation.isForOperators(),
                operation -> {
                    String path =
                            operation
                                    .path()
                                    .replace("{id}", SCENE.webhook)
                                    .replace(
                                            "{delivery}",
                                            operation.path().contains("dead-letters")
                                                    ? DEAD
                                                    : DELIVERY)
                                    .replace("{replay}", REPLAY)
                                    .replace("{key}", KEY_OF_DEFAULT)
                                    .replace("{inbox}", INBOX)
                                    .replace("{event}", EVENT)
                                    .replace("{tenant}", "default");
                    Answer answer = operation.call(other, path);
                    assertThat(answer.status()).as(answer.toString()).isEqualTo(404);
                    assertThat(answer.isProblem()).isTrue();
                });
    }

    @Test
    void whatWasAskedForThereIsThereForItsOwner() {
        ApiClient owner = as("default", SCOPES);
        for (String path :
                List.of(
                        "/api/v1/webhooks/" + SCENE.webhook,
                        "/api/v1/deliveries/" + DELIVERY,
                        "/api/v1/dead-letters/" + DEAD,
                        "/api/v1/dead-letters/replays/" + REPLAY,
                        "/api/v1/api-keys/" + KEY_OF_DEFAULT,
                        "/api/v1/playground/inboxes/" + INBOX + "/requests",
                        "/api/v1/events/" + EVENT,
                        "/api/v1/tenants/default")) {
            assertThat(owner.get(path).status()).as(path).isEqualTo(200);
        }
    }

    @TestFactory
    Stream<DynamicTest> listsShowNothingOfAnotherTenants() {
        ApiClient other = adminOfAnother();
        return forEach(
                operation ->
                        operation.method().equals("get")
                                && !operation.path().contains("{")
                                && !operation.isForOperators(),
                operation -> {
                    Answer answer = operation.call(other, operation.path() + "?limit=100");
                    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
                    assertThat(answer.response().body())
                            .doesNotContain(SCENE.webhook)
                            .doesNotContain(DELIVERY)
                            .doesNotContain(DEAD)
                            .doesNotContain(REPLAY)
                            .doesNotContain(KEY_OF_DEFAULT)
                            .doesNotContain(INBOX)
                            .doesNotContain(EVENT)
                            .doesNotContain("\"tenant\":\"default\"")
                            .doesNotContain("\"id\":\"default\"");
                    if (!operation.path().contains("event")) {
                        assertThat(
                                        operation
                                                .call(other, operation.path() + "?tenant=default")
                                                .status())
                                .isIn(200, 404);
                    }
                });
    }

    @Test
    void figuresOfAnotherTenantAreNotThere() {
        ApiClient other = adminOfAnother();

        assertThat(other.get("/api/v1/statistics").json().path("attempts").asInt()).isZero();
        assertThat(other.get("/api/v1/statistics?tenant=default").status()).isEqualTo(404);
        assertThat(other.get("/api/v1/analytics?tenant=default").status()).isEqualTo(404);
        assertThat(other.get("/api/v1/webhooks?tenant=default").status()).isEqualTo(404);
        assertThat(other.get("/api/v1/dead-letters?tenant=default").status()).isEqualTo(404);
        assertThat(other.get("/api/v1/audit?tenant=default").status()).isEqualTo(404);
    }

    @TestFactory
    Stream<DynamicTest> aKeyWithoutTheScopeMayNot() {
        return SCOPES.stream()
                .flatMap(scope -> {
                    ApiClient without =
                            as(
                                    "",
                                    SCOPES.stream()
                                            .filter(other ->
                                                    !other.equals(scope) && !other.equals("admin"))
                                            .toList());
                    return forEach(
                            operation -> operation.scopes().contains(scope),
                            operation -> {
                                Answer answer = operation.callOnWhatIsNot(without);
                                assertThat(answer.status()).as(answer.toString()).isEqualTo(403);
                                assertThat(answer.isProblem()).isTrue();
                            });
                });
    }

    @TestFactory
    Stream<DynamicTest> aKeyWithThatScopeAloneMay() {
        return SCOPES.stream()
                .flatMap(scope -> {
                    ApiClient with = as("", List.of(scope));
                    return forEach(
                            operation -> operation.scopes().contains(scope),
                            operation ->
                                    assertThat(operation.callOnWhatIsNot(with).status())
                                            .isNotIn(401, 403, 500));
                });
    }

    @TestFactory
    Stream<DynamicTest> anAdminOfATenantMayNotWhatConcernsAll() {
        ApiClient other = adminOfAnother();
        return forEach(
                Operation::isForOperators,
                operation -> {
                    assertThat(operation.callOnWhatIsNot(other).status()).isEqualTo(403);
                    Answer answer =
                            ADMIN.send(
                                    operation.method().toUpperCase(Locale.ROOT),
                                    operation.path().replaceAll("\\{[^}]*}", "none"),
                                    "{}",
                                    "Content-Type",
                                    "application/json",
                                    "X-Postrider-Tenant",
                                    "default");
                    assertThat(answer.status()).as(answer.toString()).isEqualTo(403);
                });
    }
}
