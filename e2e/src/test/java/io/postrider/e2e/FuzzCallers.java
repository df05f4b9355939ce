package io.postrider.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.e2e.FuzzRequest.Header;

import java.util.List;
import java.util.Map;

/**
 * Who asks in a fuzz run: an operator, a tenant's admin and a key that may only read, each by its
 * key or by a session. None is the admin key, which is not looked at while an address has to wait
 * that showed wrong keys, and wrong ones are shown all along.
 */
final class FuzzCallers {

    /** It has a webhook that nobody knows of, so nothing in the run takes it away. */
    static final String TENANT = "fuzz-callers";

    private static final List<String> ALL = List.of("admin");
    private static final List<String> READS = List.of("webhooks:read", "deliveries:read");

    private final String operator;
    private final String tenant;
    private final List<List<Header>> byKey;
    private final List<List<Header>> bySession;

    private FuzzCallers(
            String operator,
            String tenant,
            List<List<Header>> byKey,
            List<List<Header>> bySession) {
        this.operator = operator;
        this.tenant = tenant;
        this.byKey = byKey;
        this.bySession = bySession;
    }

    static FuzzCallers madeBy(Api admin) {
        var _ = admin.post("/api/v1/tenants", Map.of("id", TENANT));
        admin.createWebhook(
                Map.of(
                        "tenant",
                        TENANT,
                        "url",
                        "http://127.0.0.1:65535/",
                        "events",
                        List.of("fuzz.callers")));
        String operator = key(admin, Map.of("name", "operator", "scopes", ALL));
        String tenant = key(admin, Map.of("name", "tenant", "tenant", TENANT, "scopes", ALL));
        String reader = key(admin, Map.of("name", "reader", "scopes", READS));
        return new FuzzCallers(
                operator,
                tenant,
                List.of(bearer(operator), bearer(operator), bearer(tenant), bearer(reader)),
                List.of(session(admin, operator), session(admin, tenant)));
    }

    private static String key(Api admin, Map<String, Object> key) {
        Api.Answer made = admin.post("/api/v1/api-keys", key);
        assertThat(made.status()).as("key: %s", made.body()).isEqualTo(201);
        return made.body().get("key").asString();
    }

    private static List<Header> bearer(String key) {
        return List.of(new Header("Authorization", "Bearer " + key));
    }

    private static List<Header> session(Api admin, String key) {
        Api.Answer opened = admin.post("/api/v1/session", Map.of("api_key", key));
        assertThat(opened.status()).as("session: %s", opened.body()).isEqualTo(200);
        return List.of(
                new Header("Cookie", opened.cookie()),
                new Header("X-CSRF-Token", opened.body().get("csrf_token").asString()));
    }

    /** The key of the operator, which sees all. */
    String operator() {
        return operator;
    }

    /** The key of the admin of {@link #TENANT}. */
    String tenant() {
        return tenant;
    }

    /** What shows who asks; mostly the operator. No session is to end itself. */
    List<Header> one(ApiOperation operation, Chance chance) {
        boolean session = chance.oneIn(4) && !operation.path().endsWith("/session");
        return chance.of(session ? bySession : byKey);
    }
}
