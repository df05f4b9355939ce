package io.postrider.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.subscription.ApiClient.Answer;
import io.postrider.testing.RealKafka;
import io.postrider.testing.RealPostgres;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Two instances of the service on one database, where the admin key has limits too. */
@UsesSharedService
class ApiLimitsIT {

    private static final String WEBHOOK =
            "{\"url\":\"https://example.com/hook\",\"events\":[\"order.*\"]}";

    private static final RealPostgres.Database DATABASE = RealPostgres.shared().newDatabase();
    private static final RunningService ONE = start();
    private static final RunningService OTHER = start();

    private static RunningService start() {
        return RunningService.start(
                        RealKafka.shared().bootstrapServers(),
                        DATABASE,
                        "limits.",
                        "--postrider.api-limits.admin-exempt=false",
                        "--postrider.api-limits.create-webhook=4/1h")
                .awaitReady();
    }

    @AfterAll
    static void stop() {
        OTHER.close();
        ONE.close();
    }

    @Test
    void countsTheRequestsOfAKeyAcrossInstances() {
        for (int i = 0; i < 4; i++) {
            RunningService instance = i % 2 == 0 ? ONE : OTHER;
            Answer created = instance.api().post("/api/v1/webhooks", WEBHOOK);

            assertThat(created.status()).as(created.toString()).isEqualTo(201);
            assertThat(created.header("X-RateLimit-Limit")).hasValue("4");
            assertThat(created.header("X-RateLimit-Remaining")).hasValue(Integer.toString(3 - i));
        }
        Answer refused = OTHER.api().post("/v1/webhooks", WEBHOOK);

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.isProblem()).as(refused.toString()).isTrue();
        assertThat(refused.header("X-RateLimit-Remaining")).hasValue("0");
        long wait = Long.parseLong(refused.header("Retry-After").orElseThrow());
        assertThat(wait).isBetween(1L, 3600L);
        assertThat(Long.parseLong(refused.header("X-RateLimit-Reset").orElseThrow()))
                .isGreaterThan(1_600_000_000L);
        assertThat(ONE.api().get("/api/v1/webhooks").header("X-RateLimit-Limit")).isEmpty();
    }

    @Test
    void limitsEachActionOnItsOwn() {
        String path = "/api/v1/webhooks/wh_none/regenerate-secret";
        for (int i = 0; i < 5; i++) {
            assertThat(ONE.api().post(path, "").status()).isEqualTo(404);
        }

        assertThat(OTHER.api().post(path, "").status()).isEqualTo(429);
        Answer events = ONE.api().get("/api/webhooks/events");
        assertThat(events.status()).as(events.toString()).isEqualTo(200);
        assertThat(events.header("X-RateLimit-Limit")).hasValue("60");
    }

    @Test
    void exemptsTheAdminKeyUnlessConfiguredOtherwise() {
        Answer created = SharedService.SERVICE.api().post("/api/v1/webhooks", WEBHOOK);

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.header("X-RateLimit-Limit")).isEmpty();
    }
}
