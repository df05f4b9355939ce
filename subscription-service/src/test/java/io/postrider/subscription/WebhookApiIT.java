package io.postrider.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.subscription.ApiClient.Answer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

@UsesSharedService
class WebhookApiIT {

    private static final String WEBHOOKS = "/api/v1/webhooks";

    private final ApiClient api = SharedService.SERVICE.api();

    private Answer create(String fields) {
        return api.post(
                WEBHOOKS,
                "{\"url\":\"https://example.com/hook\",\"events\":[\"order.*\"]%s}"
                        .formatted(fields.isEmpty() ? "" : "," + fields));
    }

    @Test
    void createsWithDefaultsAndShowsTheSecretOnce() {
        Answer created = create("");

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.text("id")).matches("wh_[0-9a-z]{26}");
        assertThat(created.header("Location")).hasValue(WEBHOOKS + "/" + created.text("id"));
        assertThat(created.header("ETag")).hasValue("\"1\"");
        assertThat(created.text("secret")).startsWith("whsec_");
        assertThat(created.text("tenant")).isEqualTo("default");
        assertThat(created.json().path("active").asBoolean()).isTrue();
        assertThat(created.json().path("timeout_ms").asInt()).isEqualTo(10_000);
        assertThat(created.text("signature_scheme")).isEqualTo("hmac-sha256");
        assertThat(created.json().at("/retry_policy/delays/0").asString()).isEqualTo("5s");

        Answer read = api.get(WEBHOOKS + "/" + created.text("id"));
        assertThat(read.status()).isEqualTo(200);
        assertThat(read.json().has("secret")).isFalse();
        assertThat(read.text("created_at")).isEqualTo(created.text("created_at"));
    }

    @Test
    void keepsEveryFieldAsGiven() {
        api.tenant("acme");
        Answer created =
                create(
                        """
                        "name":"Orders","description":"Grüße ✉","tenant":"acme",
                        "filter":{"data":{"total":[{"numeric":[">",100]}]}},"isActive":false,
                        "retry_policy":{"max_attempts":5,"initial_delay":1500,"backoff_multiplier":2},
                        "timeout_ms":5000,"signature_scheme":"ed25519"
                        """);

        assertThat(created.status()).as(created.toString()).isEqualTo(201);
        Answer read = api.get(WEBHOOKS + "/" + created.text("id"));
        assertThat(read.text("name")).isEqualTo("Orders");
        assertThat(read.text("description")).isEqualTo("Grüße ✉");
        assertThat(read.text("tenant")).isEqualTo("acme");
        assertThat(read.json().at("/filter/data/total/0/numeric/1").asInt()).isEqualTo(100);
        assertThat(read.json().path("active").asBoolean()).isFalse();
        assertThat(read.json().at("/retry_policy/delays").toString())
                .isEqualTo("[\"2s\",\"3s\",\"6s\",\"12s\"]");
        assertThat(read.json().path("timeout_ms").asInt()).isEqualTo(5000);
        assertThat(read.text("public_key")).startsWith("whpk_");
        assertThat(created.text("secret")).startsWith("whsk_");
    }

    @Test
    void acceptsTheOwnersSecret() {
        String secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

        assertThat(create("\"secret\":\"" + secret + "\"").text("secret")).isEqualTo(secret);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"events\":[\"*\"]} | url | 'url' is required",
                "{\"url\":\"ftp://x.example\",\"events\":[\"*\"]} | url | http:// or https://",
                "{\"url\":\"https://u:p@x.example\",\"events\":[\"*\"]} | url | user name",
                "{\"url\":\"https://x.example#f\",\"events\":[\"*\"]} | url | fragment",
                "{\"url\":\"https:///p\",\"events\":[\"*\"]} | url | ",
                "{\"url\":\"http://10.0.0.1/\",\"events\":[\"*\"]} | url | url must lead to a"
                        + " public address",
                "{\"url\":\"http://localhost/\",\"events\":[\"*\"]} | url | url must lead to a"
                        + " public address",
                "{\"url\":\"http://2130706433/\",\"events\":[\"*\"]} | url | four decimal numbers",
                "{\"url\":\"https://x.example:22/\",\"events\":[\"*\"]} | url | ports",
                "{\"url\":7,\"events\":[\"*\"]} | url | must be a string",
                "{\"url\":\"https://x.example\"} | events | 'events' is required",
                "{\"url\":\"https://x.example\",\"events\":[]} | events | at least one",
                "{\"url\":\"https://x.example\",\"events\":[\"a*b\"]} | events[0] | order.created",
                "{\"url\":\"https://x.example\",\"events\":\"*\"} | events | array of strings",
                "{\"url\":\"https://x.example\",\"events\":[\"*\"],\"colour\":1} | colour | allowed"
                        + " are name, url",
                "{\"url\":\"https://x.example\",\"events\":[\"*\"],\"active\":\"yes\"} | active |"
                        + " true or false",
                "{\"url\":\"https://x.example\",\"events\":[\"*\"],\"timeout_ms\":10} | timeout_ms"
                        + " | 1000 to 30000",
                "{\"url\":\"https://x.example\",\"events\":[\"*\"],\"secret\":\"abc\"} | secret |"
                        + " whsec_",
                "{\"url\":\"https://x.example\",\"events\":[\"*\"],\"tenant\":\"a b\"} | tenant | 1"
                        + " to 64",
                "{\"url\":\"https://x.example\",\"events\":[\"*\"],\"signature_scheme\":\"md5\"} |"
                        + " signature_scheme | ed25519",
                "{\"url\":\"https://x.example\",\"events\":[\"*\"],\"filter\":{\"data\":1}} |"
                        + " filter | pattern",
                "{\"url\":\"https://x.example\",\"events\":[\"*\"],\"filter\":{\"total\":[1]}} |"
                        + " filter | allowed are data",
                "{\"url\":\"https://x.example\",\"events\":[\"*\"],\"retry_policy\":{\"delays\":[\"soon\"]}}"
                    + " | retry_policy | like 30s",
                "{\"url\":\"https://x.example\",\"events\":[\"*\"],\"retry_policy\":{\"delays\":[],\"max_attempts\":2}}"
                    + " | retry_policy | either",
                "{\"url\":\"https://x.example\",\"events\":[\"*\"],\"retry_policy\":{\"pace\":1}} |"
                        + " retry_policy.pace | delays",
            })
    void namesTheFieldThatIsWrong(String body, String field, String message) {
        Answer answer = api.post(WEBHOOKS, body);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(422);
        assertThat(answer.isProblem()).as(answer.toString()).isTrue();
        assertThat(answer.wrongField()).isEqualTo(field);
        if (message != null) {
            assertThat(answer.wrongMessage()).contains(message);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"fast\" | rate_limit | 1 to 10000",
                "true | rate_limit | {\"deliveries\": 60, \"period\": \"1m\"}",
                "1.5 | rate_limit | whole number",
                "99999999999 | rate_limit | 1 to 10000",
                "0 | rate_limit | 1 to 10000",
                "10001 | rate_limit | 1 to 10000",
                "{\"period\":\"1m\"} | rate_limit.deliveries | required",
                "{\"deliveries\":60} | rate_limit.period | required",
                "{\"deliveries\":0,\"period\":\"1m\"} | rate_limit.deliveries | 1 to 10000",
                "{\"deliveries\":10001,\"period\":\"1m\"} | rate_limit.deliveries | 1 to 10000",
                "{\"deliveries\":1.5,\"period\":\"1m\"} | rate_limit.deliveries | whole number",
                "{\"deliveries\":60,\"period\":\"0s\"} | rate_limit.period | 1s to 1h",
                "{\"deliveries\":60,\"period\":\"3601s\"} | rate_limit.period | 1s to 1h",
                "{\"deliveries\":60,\"period\":\"soon\"} | rate_limit.period | like 30s",
                "{\"deliveries\":60,\"period\":60} | rate_limit.period | must be a string",
                "{\"deliveries\":60,\"period\":\"1m\",\"burst\":5} | rate_limit.burst |"
                        + " deliveries, period",
            })
    void saysWhatARateLimitMayBe(String limit, String field, String message) {
        String path = WEBHOOKS + "/" + create("").text("id");

        for (Answer answer :
                List.of(
                        create("\"rate_limit\":" + limit),
                        api.patch(path, "{\"rate_limit\":" + limit + "}"))) {
            assertThat(answer.status()).as(answer.toString()).isEqualTo(422);
            assertThat(answer.json().path("errors").size()).as(answer.toString()).isEqualTo(1);
            assertThat(answer.wrongField()).isEqualTo(field);
            assertThat(answer.wrongMessage()).contains(message);
        }
    }

    @Test
    void namesAllFieldsThatAreWrongAtOnce() {
        Answer answer = api.post(WEBHOOKS, "{\"url\":\"x\",\"events\":[],\"timeout_ms\":1}");

        assertThat(answer.json().path("errors").size()).isEqualTo(3);
        assertThat(
                        create("\"rate_limit\":{\"deliveries\":0,\"period\":\"2h\"}")
                                .json()
                                .path("errors")
                                .size())
                .isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "POST | /api/v1/webhooks | {\"url\": | application/json | 400",
                "POST | /api/v1/webhooks | [] | application/json | 400",
                "POST | /api/v1/webhooks | {\"url\":1,\"url\":2} | application/json | 400",
                "POST | /api/v1/webhooks | a=b | application/x-www-form-urlencoded | 415",
                "PUT | /api/v1/webhooks | {} | application/json | 405",
                "GET | /api/v1/webhooks/wh_unknown | `` | application/json | 404",
                "GET | /api/v1/webhooks/x.y | `` | application/json | 404",
                "GET | /api/v1/nothing | `` | application/json | 404",
                "GET | /api/v1/webhooks?limit=0 | `` | application/json | 400",
                "GET | /api/v1/webhooks?limit=many | `` | application/json | 400",
                "GET | /api/v1/webhooks?cursor=zzz | `` | application/json | 400",
                "GET | /api/v1/webhooks?active=maybe | `` | application/json | 400",
                "GET | /api/v1/deliveries/dlv_1 | `` | application/json | 404",
                "GET | /api/v1/dead-letters?reason=bored | `` | application/json | 400",
                "GET | /api/v1/dead-letters/groups?reason=bored | `` | application/json | 400",
                "GET | /api/v1/dead-letters?from=yesterday | `` | application/json | 400",
            })
    void answersEveryMistakeWithAProblem(
            String method, String path, String body, String contentType, int status) {
        Answer answer =
                api.send(method, path, body == null ? "" : body, "Content-Type", contentType);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.isProblem()).as(answer.toString()).isTrue();
    }

    @Test
    void refusesWhatItCannotRender() {
        Answer answer = api.send("GET", WEBHOOKS, "", "Accept", "image/png");

        assertThat(answer.status()).isEqualTo(406);
        assertThat(answer.isProblem()).as(answer.toString()).isTrue();
    }

    @Test
    void refusesABodyThatIsTooLarge() {
        Answer answer = api.post(WEBHOOKS, "{\"name\":\"" + "x".repeat(2_000_000) + "\"}");

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.isProblem()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"''", "not-the-key-at-all-0000", "test-admin-key-012345678"})
    void asksForTheKey(String key) {
        Answer answer = new ApiClient(api.base(), key).get(WEBHOOKS);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate").orElse("")).startsWith("Bearer");
        assertThat(answer.isProblem()).as(answer.toString()).isTrue();
    }

    @Test
    void healthNeedsNoKey() {
        ApiClient anonymous = new ApiClient(api.base(), "");

        assertThat(anonymous.get("/actuator/health/readiness").status()).isEqualTo(200);
        assertThat(anonymous.get("/actuator/health/liveness").status()).isEqualTo(200);
    }

    @Test
    void healthShowsItsPartsToOperatorsAlone() {
        ApiClient anonymous = new ApiClient(api.base(), "");
        ApiClient tenants =
                new ApiClient(
                        api.base(),
                        api.post(
                                        "/api/v1/api-keys",
                                        "{\"name\":\"n\",\"scopes\":[\"admin\"],\"tenant\":\"default\"}")
                                .text("key"));

        for (ApiClient client : List.of(anonymous, tenants)) {
            assertThat(client.get("/actuator/health").json().has("components")).isFalse();
            assertThat(client.get("/actuator/health/readiness").json().has("components")).isFalse();
        }
        assertThat(api.get("/actuator/health").json().at("/components/db/status").asString())
                .isEqualTo("UP");
    }

    @Test
    void patchesOnlyWhatIsGiven() {
        Answer created = create("\"name\":\"a\",\"description\":\"d\"");
        String path = WEBHOOKS + "/" + created.text("id");

        Answer patched =
                api.patch(path, "{\"description\":null,\"events\":[\"*\"],\"is_active\":false}");

        assertThat(patched.status()).as(patched.toString()).isEqualTo(200);
        assertThat(patched.text("name")).isEqualTo("a");
        assertThat(patched.json().path("description").isNull()).isTrue();
        assertThat(patched.json().path("events").toString()).isEqualTo("[\"*\"]");
        assertThat(patched.json().path("active").asBoolean()).isFalse();
        assertThat(patched.json().path("version").asLong()).isGreaterThan(1);
        assertThat(api.get(path).json()).isEqualTo(patched.json());
        assertThat(api.patch(path, "{}").json()).isEqualTo(patched.json());
        assertThat(api.patch(path, "{\"tenant\":\"other\"}").wrongField()).isEqualTo("tenant");
        assertThat(api.patch(path, "{\"url\":null}").wrongField()).isEqualTo("url");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"rate_limit\":{\"deliveries\":60,\"period\":\"60s\"} |"
                        + " {\"deliveries\":60,\"period\":\"1m\"}",
                "\"rate_limit\":{\"deliveries\":1,\"period\":\"1s\"} |"
                        + " {\"deliveries\":1,\"period\":\"1s\"}",
                "\"rateLimit\":{\"deliveries\":10000,\"period\":\"60m\"} |"
                        + " {\"deliveries\":10000,\"period\":\"1h\"}",
                "\"rateLimit\":90 | {\"deliveries\":90,\"period\":\"1m\"}",
                "\"rate_limit\":null | null",
                "\"name\":\"n\" | null",
            })
    void keepsTheRateLimit(String given, String kept) {
        Answer created = create(given);

        assertThat(created.status()).as(created.toString()).isEqualTo(201);
        assertThat(created.json().path("rate_limit").toString()).isEqualTo(kept);
        Answer read = api.get(WEBHOOKS + "/" + created.text("id"));
        assertThat(read.json().path("rate_limit").toString()).isEqualTo(kept);
    }

    @Test
    void changesTheRateLimitAndTakesItAway() {
        Answer created =
                create(
                        """
                        "timeout_ms":5000,"retry_policy":{"delays":["7s"]},"rate_limit":60
                        """);
        String path = WEBHOOKS + "/" + created.text("id");

        Answer changed = api.patch(path, "{\"rateLimit\":{\"deliveries\":5,\"period\":\"10s\"}}");
        assertThat(changed.json().path("rate_limit").toString())
                .isEqualTo("{\"deliveries\":5,\"period\":\"10s\"}");
        assertThat(api.patch(path, "{\"name\":\"n\"}").json().path("rate_limit"))
                .isEqualTo(changed.json().path("rate_limit"));

        Answer taken = api.patch(path, "{\"rate_limit\":null}");
        assertThat(taken.json().path("rate_limit").isNull()).as(taken.toString()).isTrue();
        assertThat(taken.json().path("timeout_ms").asInt()).isEqualTo(5000);
        assertThat(taken.json().at("/retry_policy/delays").toString()).isEqualTo("[\"7s\"]");
        assertThat(api.get(path).json()).isEqualTo(taken.json());
    }

    @Test
    void patchesOnlyTheVersionThatWasSeen() {
        Answer created = create("");
        String path = WEBHOOKS + "/" + created.text("id");
        String tag = created.header("ETag").orElseThrow();
        assertThat(patchIfMatch(path, "x", tag).status()).isEqualTo(200);

        assertThat(patchIfMatch(path, "y", tag).status()).isEqualTo(412);
        assertThat(api.get(path).text("name")).isEqualTo("x");
    }

    private Answer patchIfMatch(String path, String name, String tag) {
        return api.send(
                "PATCH",
                path,
                "{\"name\":\"" + name + "\"}",
                "Content-Type",
                "application/json",
                "If-Match",
                tag);
    }

    @Test
    void enablesAndDisablesAsOftenAsAsked() {
        String path = WEBHOOKS + "/" + create("").text("id");

        Answer disabled = api.post(path + "/disable", "");
        assertThat(disabled.json().path("active").asBoolean()).isFalse();
        assertThat(api.post(path + "/disable", "").json()).isEqualTo(disabled.json());
        assertThat(api.post(path + "/enable", "").json().path("active").asBoolean()).isTrue();
        assertThat(api.post(path + "/enable", "").json().path("version").asInt()).isEqualTo(3);
    }

    @Test
    void pausesAndResumesAsOftenAsAsked() {
        String path = WEBHOOKS + "/" + create("").text("id");

        Answer paused = api.post(path + "/pause", "");
        assertThat(paused.json().path("paused").asBoolean()).isTrue();
        assertThat(paused.text("paused_at")).isEqualTo(paused.text("updated_at"));
        assertThat(paused.json().path("active").asBoolean()).isTrue();
        assertThat(api.post(path + "/pause", "").json()).isEqualTo(paused.json());
        JsonNode lane = api.get(path + "/lane").json();
        assertThat(lane.path("state").asString()).isEqualTo("paused");
        assertThat(lane.path("since").asString()).isEqualTo(paused.text("paused_at"));

        Answer resumed = api.post(path + "/resume", "");
        assertThat(resumed.json().path("paused").asBoolean()).isFalse();
        assertThat(resumed.json().path("paused_at").isNull()).isTrue();
        assertThat(api.post(path + "/resume", "").json().path("version").asInt()).isEqualTo(3);
        assertThat(api.get(path + "/lane").text("state")).isEqualTo("healthy");
    }

    @Test
    void pausesByTheFieldAsByTheOperation() {
        String id = create("\"paused\":true").text("id");
        String path = WEBHOOKS + "/" + id;

        assertThat(api.get(path).json().path("paused").asBoolean()).isTrue();
        assertThat(api.patch(path, "{\"paused\":false}").json().path("paused_at").isNull())
                .isTrue();
        assertThat(api.patch(path, "{\"paused\":null}").wrongField()).isEqualTo("paused");
        assertThat(api.patch(path, "{\"paused\":\"yes\"}").wrongField()).isEqualTo("paused");
    }

    @Test
    void listsWhatIsPaused() {
        String tenant = api.tenant("t" + UUID.randomUUID());
        String paused = create("\"tenant\":\"%s\",\"paused\":true".formatted(tenant)).text("id");
        String other = create("\"tenant\":\"%s\"".formatted(tenant)).text("id");
        String list = WEBHOOKS + "?tenant=" + tenant + "&paused=";

        assertThat(api.get(list + "true").json().at("/data/0/id").asString()).isEqualTo(paused);
        assertThat(api.get(list + "true").json().path("data")).hasSize(1);
        assertThat(api.get(list + "false").json().at("/data/0/id").asString()).isEqualTo(other);
        assertThat(api.get(list + "perhaps").wrongField()).isEqualTo("paused");
    }

    @Test
    void deletes() {
        String path = WEBHOOKS + "/" + create("").text("id");

        assertThat(api.delete(path).status()).isEqualTo(204);
        assertThat(api.delete(path).status()).isEqualTo(404);
        assertThat(api.get(path).status()).isEqualTo(404);
    }

    @Test
    void listsPageByPageWhileWebhooksAreMade() {
        String tenant = api.tenant("t" + UUID.randomUUID());
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            made.addFirst(create("\"tenant\":\"" + tenant + "\"").text("id"));
        }
        List<String> seen = new ArrayList<>();
        String cursor = "";
        do {
            Answer page = api.get(WEBHOOKS + "?limit=2&tenant=%s%s".formatted(tenant, cursor));
            page.json().path("data").forEach(webhook -> seen.add(webhook.path("id").asString()));
            create("\"tenant\":\"" + tenant + "\"");
            cursor =
                    page.json().path("next_cursor").isNull()
                            ? ""
                            : "&cursor=" + page.text("next_cursor");
        } while (!cursor.isEmpty());

        assertThat(seen).isEqualTo(made);
        assertThat(api.get(WEBHOOKS + "?active=false&tenant=" + tenant).json().path("data"))
                .isEmpty();
    }

    @Test
    void whatGetAnswersCanBePutBackWithoutAnyEffect() {
        String tenant = api.tenant("t" + UUID.randomUUID());
        Answer made =
                api.post(
                        "/api/v1/webhooks",
                        """
                        {"url":"https://example.com/h","events":["b","a.*"],"tenant":"%s",
                         "name":"n","filter":{"data":{"n":[1.50]}},"headers":{"X-A":"1"},
                         "rate_limit":5,"retry_policy":{"delays":["5s","1h"],"jitter":0.1},
                         "authentication":{"type":"basic","username":"u","password":"p"},
                         "active":false,"paused":true}
                        """
                                .formatted(tenant));
        String path = "/api/v1/webhooks/" + made.text("id");
        Answer before = api.get(path);

        for (String method : List.of("PUT", "PATCH")) {
            Answer put =
                    api.send(
                            method,
                            path,
                            before.response().body(),
                            "Content-Type",
                            "application/json");

            assertThat(put.status()).as(put.toString()).isEqualTo(200);
            assertThat(put.json()).isEqualTo(before.json());
        }
        assertThat(api.get("/api/v1/audit?resource_id=" + made.text("id")).json().path("data"))
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "id | \"wh_other\"",
                "tenant | \"other\"",
                "disabled_reason | \"x\"",
                "paused_at | \"2026-01-31T12:00:00Z\"",
                "signature_scheme | \"ed25519\"",
                "public_key | \"x\"",
                "previous_secret_until | \"2026-01-31T12:00:00Z\"",
                "created_at | \"2020-01-31T12:00:00Z\"",
                "created_at | null",
                "updated_at | 7",
                "version | 2",
            })
    void aReadOnlyFieldIsNotChanged(String field, String value) {
        String path =
                "/api/v1/webhooks/"
                        + api.post(
                                        "/api/v1/webhooks",
                                        "{\"url\":\"https://example.com/h\",\"events\":[\"*\"]}")
                                .text("id");

        Answer refused = api.patch(path, "{\"name\":\"n\",\"%s\":%s}".formatted(field, value));

        assertThat(refused.status()).as(refused.toString()).isEqualTo(422);
        assertThat(refused.wrongField()).isEqualTo(field);
        assertThat(refused.wrongMessage()).contains("read-only");
        assertThat(api.get(path).json().path("version").asInt()).isEqualTo(1);
    }

    @Test
    void aTimeThatIsSpelledOtherwiseIsTheSame() {
        Answer made =
                api.post(
                        "/api/v1/webhooks",
                        "{\"url\":\"https://example.com/h\",\"events\":[\"*\"]}");
        String zone = made.text("created_at").replace("Z", "+00:00");

        Answer put =
                api.patch(
                        "/api/v1/webhooks/" + made.text("id"),
                        "{\"createdAt\":\"%s\",\"version\":1}".formatted(zone));

        assertThat(put.status()).as(put.toString()).isEqualTo(200);
    }
}
