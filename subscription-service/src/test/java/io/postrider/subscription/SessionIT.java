package io.postrider.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.subscription.ApiClient.Answer;
import io.postrider.testing.RealKafka;
import io.postrider.testing.RealPostgres;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.util.List;

/** Sessions of browsers, on two instances with one database. */
class SessionIT {

    private static final String SESSION = "/api/v1/session";
    private static final String WEBHOOK =
            "{\"url\":\"https://example.com/hook\",\"events\":[\"order.*\"]}";

    private static final RealPostgres.Database DATABASE = RealPostgres.shared().newDatabase();
    private static final RunningService ONE = start(RunningService.KEY);
    private static final RunningService OTHER = start(RunningService.KEY);

    private static RunningService start(String adminKey) {
        return RunningService.start(
                        RealKafka.shared().bootstrapServers(),
                        DATABASE,
                        "session.",
                        "--postrider.admin-key=" + adminKey)
                .awaitReady();
    }

    @AfterAll
    static void stop() {
        OTHER.close();
        ONE.close();
    }

    private final ApiClient browser = new ApiClient(ONE.baseUri(), "");
    private final ApiClient elsewhere = new ApiClient(OTHER.baseUri(), "");

    private Answer open(String key) {
        return browser.post(SESSION, "{\"api_key\":\"%s\"}".formatted(key));
    }

    private static String cookie(Answer opened) {
        return opened.header("Set-Cookie").orElseThrow().split(";", 2)[0];
    }

    private static Answer newKey(String more) {
        return ONE.api()
                .post(
                        "/api/v1/api-keys",
                        "{\"name\":\"console\",\"tenant\":\"default\",\"scopes\":[\"webhooks:read\",\"webhooks:write\"]%s}"
                                .formatted(more));
    }

    private static Answer get(ApiClient client, String path, String cookie) {
        return client.send("GET", path, "", "Cookie", cookie);
    }

    @Test
    void opensASessionThatScriptsCannotReadAndOtherSitesCannotUse() {
        Answer opened = open(newKey("").text("key"));

        assertThat(opened.status()).as(opened.toString()).isEqualTo(200);
        assertThat(opened.text("tenant")).isEqualTo("default");
        assertThat(opened.text("name")).isEqualTo("console");
        assertThat(opened.json().path("scopes")).hasSize(2);
        List<String> attributes =
                List.of(opened.header("Set-Cookie").orElseThrow().split("; ", -1));
        assertThat(attributes).contains("HttpOnly", "SameSite=Strict", "Path=/");
        assertThat(attributes).doesNotContain("Secure");
        assertThat(opened.header("Set-Cookie").orElseThrow())
                .doesNotContain(opened.text("csrf_token"));
    }

    @Test
    void isKnownToEveryInstance() {
        String cookie = cookie(open(newKey("").text("key")));

        Answer shown = get(elsewhere, SESSION, cookie);

        assertThat(shown.status()).as(shown.toString()).isEqualTo(200);
        assertThat(shown.text("csrf_token")).isNotEmpty();
        assertThat(get(elsewhere, "/api/v1/webhooks", cookie).status()).isEqualTo(200);
        assertThat(get(elsewhere, "/api/v1/audit", cookie).status()).isEqualTo(403);
        assertThat(browser.get(SESSION).status()).isEqualTo(401);
        assertThat(get(browser, SESSION, "postrider_session=made-up").status()).isEqualTo(401);
    }

    @Test
    void changesNothingWithoutTheToken() {
        Answer opened = open(newKey("").text("key"));
        String cookie = cookie(opened);

        Answer without = create(cookie, "");
        assertThat(without.status()).as(without.toString()).isEqualTo(403);
        assertThat(without.isProblem()).isTrue();
        assertThat(create(cookie, "wrong").status()).isEqualTo(403);
        assertThat(create(cookie, opened.text("csrf_token")).status()).isEqualTo(201);
    }

    private Answer create(String cookie, String token) {
        return browser.send(
                "POST",
                "/api/v1/webhooks",
                WEBHOOK,
                "Content-Type",
                "application/json",
                "Cookie",
                cookie,
                "X-CSRF-Token",
                token);
    }

    @Test
    void endsWhenItIsClosed() {
        Answer opened = open(newKey("").text("key"));
        String cookie = cookie(opened);
        assertThat(browser.send("DELETE", SESSION, "", "Cookie", cookie).status()).isEqualTo(403);

        Answer closed =
                browser.send(
                        "DELETE",
                        SESSION,
                        "",
                        "Cookie",
                        cookie,
                        "X-CSRF-Token",
                        opened.text("csrf_token"));

        assertThat(closed.status()).isEqualTo(204);
        assertThat(closed.header("Set-Cookie").orElseThrow()).contains("Max-Age=0");
        assertThat(get(elsewhere, SESSION, cookie).status()).isEqualTo(401);
    }

    @Test
    void endsWithItsKey() {
        Answer key = newKey("");
        String cookie = cookie(open(key.text("key")));
        assertThat(get(elsewhere, SESSION, cookie).status()).isEqualTo(200);

        ONE.api().delete("/api/v1/api-keys/" + key.text("id"));

        assertThat(get(elsewhere, SESSION, cookie).status()).isEqualTo(401);
    }

    @Test
    void outlivesARestartButNotTheAdminKey() {
        String cookie = cookie(open(RunningService.KEY));
        assertThat(get(elsewhere, SESSION, cookie).json().path("operator").asBoolean()).isTrue();

        try (RunningService restarted = start(RunningService.KEY)) {
            assertThat(get(new ApiClient(restarted.baseUri(), ""), SESSION, cookie).status())
                    .isEqualTo(200);
        }
        String otherKey = "another-admin-key-0123456789";
        try (RunningService rekeyed = start(otherKey)) {
            assertThat(get(new ApiClient(rekeyed.baseUri(), ""), SESSION, cookie).status())
                    .isEqualTo(401);
        }
    }

    @Test
    void keepsNothingThatOpensASession() {
        Answer opened = open(RunningService.KEY);
        String token = cookie(opened).split("=", 2)[1];

        List<String> rows =
                ONE.bean(JdbcClient.class)
                        .sql("SELECT sessions::text FROM sessions")
                        .query(String.class)
                        .list();

        assertThat(rows).isNotEmpty();
        assertThat(String.join("\n", rows))
                .doesNotContain(token)
                .doesNotContain(opened.text("csrf_token"))
                .doesNotContain(RunningService.KEY);
    }

    @Test
    void namesWhatIsWrong() {
        assertThat(open("wrong-key").status()).isEqualTo(401);
        assertThat(open("wrong-key").isProblem()).isTrue();
        assertThat(browser.post(SESSION, "{}").wrongField()).isEqualTo("api_key");
        assertThat(
                        browser.send(
                                        "POST",
                                        SESSION,
                                        "{\"api_key\":\"k\"}",
                                        "Content-Type",
                                        "text/plain")
                                .status())
                .isEqualTo(415);
    }

    @Test
    void showsBearersWhatTheirKeyIsGoodFor() {
        Answer shown = ONE.api().get(SESSION);

        assertThat(shown.status()).isEqualTo(200);
        assertThat(shown.json().path("tenant").isNull()).isTrue();
        assertThat(shown.json().path("csrf_token").isNull()).isTrue();
    }
}
