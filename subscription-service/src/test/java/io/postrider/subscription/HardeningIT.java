package io.postrider.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.subscription.ApiClient.Answer;
import io.postrider.testing.RealKafka;
import io.postrider.testing.RealPostgres;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@UsesSharedService
class HardeningIT {

    private final ApiClient api = SharedService.SERVICE.api();

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/webhooks", "/settings/webhooks", "/api-docs", "/v3/api-docs"})
    void saysWhatBrowsersMayDoWithAnswers(String path) {
        Answer answer = api.get(path);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(answer.header("X-Frame-Options")).hasValue("DENY");
        assertThat(answer.header("Referrer-Policy")).hasValue("no-referrer");
        assertThat(answer.header("Cache-Control").orElseThrow())
                .containsAnyOf("no-store", "no-cache");
        assertThat(answer.header("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'")
                .contains("frame-ancestors 'none'")
                .contains("script-src 'self'")
                .doesNotContain("unsafe-eval")
                .doesNotContainPattern("script-src[^;]*unsafe-inline");
        assertThat(answer.header("Strict-Transport-Security")).isEmpty();
    }

    @Test
    void saysSoToStrangersToo() {
        Answer refused = new ApiClient(api.base(), "").get("/api/v1/webhooks");

        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.header("X-Content-Type-Options")).hasValue("nosniff");
    }

    /** Behind a proxy that ends TLS, when told to believe it. */
    @Test
    void insistsOnHttpsWhereItIsUsed() {
        try (RunningService service =
                RunningService.start(
                                RealKafka.shared().bootstrapServers(),
                                RealPostgres.shared().newDatabase(),
                                "https.",
                                "--server.forward-headers-strategy=native")
                        .awaitReady()) {
            ApiClient proxied = service.api();
            String[] https = {"Content-Type", "application/json", "X-Forwarded-Proto", "https"};

            Answer read = proxied.send("GET", "/api/v1/webhooks", "", https);
            Answer session =
                    proxied.send(
                            "POST",
                            "/api/v1/session",
                            "{\"api_key\":\"%s\"}".formatted(RunningService.KEY),
                            https);

            assertThat(read.header("Strict-Transport-Security").orElseThrow())
                    .contains("max-age=31536000");
            assertThat(session.status()).as(session.toString()).isEqualTo(200);
            String cookie = session.header("Set-Cookie").orElseThrow();
            assertThat(cookie)
                    .startsWith("__Host-postrider_session=")
                    .contains("Secure", "Path=/;");
            ApiClient browser = new ApiClient(proxied.base(), "");
            String pair = cookie.split(";", 2)[0];
            assertThat(statusWith(browser, pair)).isEqualTo(200);
            assertThat(statusWith(browser, pair.substring("__Host-".length()))).isEqualTo(401);
        }
    }

    private static int statusWith(ApiClient browser, String cookie) {
        return browser.send(
                        "GET",
                        "/api/v1/session",
                        "",
                        "X-Forwarded-Proto",
                        "https",
                        "Cookie",
                        cookie)
                .status();
    }

    @Test
    void refusesJsonThatNestsTooDeep() {
        String deep = "[".repeat(120) + "]".repeat(120);

        Answer answer =
                api.post(
                        "/api/v1/webhooks",
                        "{\"url\":\"https://x.example\",\"events\":[\"*\"],\"filter\":{\"data\":%s}}"
                                .formatted(deep));
        Answer event =
                api.post(
                        "/api/v1/events",
                        "{\"type\":\"a.b\",\"data\":%s}"
                                .formatted("[".repeat(2000) + "]".repeat(2000)));

        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        assertThat(answer.isProblem()).isTrue();
        assertThat(event.status()).as(event.toString()).isIn(400, 422);
        assertThat(event.isProblem()).isTrue();
    }

    @Test
    void refusesBodiesThatAreTooLarge() {
        String large = "x".repeat(300_000);

        Answer answer =
                api.post(
                        "/api/v1/webhooks",
                        "{\"url\":\"https://x.example\",\"events\":[\"*\"],\"name\":\"%s\"}"
                                .formatted(large));

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.isProblem()).isTrue();
        assertThat(
                        new ApiClient(api.base(), "")
                                .post("/api/v1/session", "{\"api_key\":\"%s\"}".formatted(large))
                                .status())
                .isEqualTo(413);
    }

    @Test
    void slowsDownThoseWhoGuess() {
        try (RunningService service =
                RunningService.start(
                                RealKafka.shared().bootstrapServers(),
                                RealPostgres.shared().newDatabase(),
                                "guess.")
                        .awaitReady()) {
            String known =
                    service.api()
                            .post("/api/v1/api-keys", "{\"name\":\"n\",\"scopes\":[\"admin\"]}")
                            .text("key");
            ApiClient guess = new ApiClient(service.baseUri(), "guess");
            for (int i = 0; i < 14; i++) {
                guess.get("/api/v1/webhooks");
            }

            Answer slowed = guess.get("/api/v1/webhooks");

            assertThat(slowed.status()).as(slowed.toString()).isEqualTo(429);
            assertThat(slowed.isProblem()).isTrue();
            assertThat(Integer.parseInt(slowed.header("Retry-After").orElseThrow())).isPositive();
            Answer login =
                    new ApiClient(service.baseUri(), "")
                            .post("/api/v1/session", "{\"api_key\":\"guess\"}");
            assertThat(login.status()).isEqualTo(429);
            assertThat(login.header("Retry-After")).isPresent();
            assertThat(new ApiClient(service.baseUri(), known).get("/api/v1/webhooks").status())
                    .isEqualTo(200);
        }
    }
}
