package io.postrider.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.subscription.ApiClient.Answer;
import io.postrider.testing.Patience;
import io.postrider.testing.RealKafka;
import io.postrider.testing.RealPostgres;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Quotas of tenants, on two instances with one database. */
class QuotasIT {

    private static final String WEBHOOKS = "/api/v1/webhooks";
    private static final String EVENTS = "/api/v1/events";
    private static final String KEYS = "/api/v1/api-keys";

    private static final RealPostgres.Database DATABASE = RealPostgres.shared().newDatabase();
    private static final RunningService ONE = start();
    private static final RunningService OTHER = start();

    private final ApiClient admin = ONE.api();
    private final String tenant = "t" + UUID.randomUUID();

    private static RunningService start() {
        return RunningService.start(
                        RealKafka.shared().bootstrapServers(),
                        DATABASE,
                        "quotas.",
                        "--postrider.quotas.webhooks=7")
                .awaitReady();
    }

    @AfterAll
    static void stop() {
        OTHER.close();
        ONE.close();
    }

    private String path() {
        return "/api/v1/tenants/" + tenant;
    }

    private void makeTenant(String quotas) {
        Answer made =
                admin.post(
                        "/api/v1/tenants",
                        "{\"id\":\"%s\",\"quotas\":%s}".formatted(tenant, quotas));
        assertThat(made.status()).as(made.toString()).isEqualTo(201);
    }

    private Answer set(String quotas) {
        Answer set = admin.patch(path(), "{\"quotas\":%s}".formatted(quotas));
        assertThat(set.status()).as(set.toString()).isEqualTo(200);
        return set;
    }

    private Answer makeWebhook(RunningService instance) {
        return instance.api()
                .post(
                        WEBHOOKS,
                        "{\"url\":\"https://example.com/hook\",\"events\":[\"a.b\"],\"tenant\":\"%s\"}"
                                .formatted(tenant));
    }

    private Answer makeKey(RunningService instance) {
        return instance.api()
                .post(
                        KEYS,
                        "{\"name\":\"k\",\"scopes\":[\"events:write\"],\"tenant\":\"%s\"}"
                                .formatted(tenant));
    }

    private Answer handIn(RunningService instance, int events) {
        String one = "{\"type\":\"a.b\",\"tenant\":\"%s\"}".formatted(tenant);
        return instance.api()
                .post(EVENTS, IntStream.range(0, events).mapToObj(_ -> one).toList().toString());
    }

    private static void assertOver(Answer answer, String quota, long limit) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(429);
        assertThat(answer.isProblem()).as(answer.toString()).isTrue();
        assertThat(answer.text("type")).isEqualTo("urn:postrider:problem:quota-exceeded");
        assertThat(answer.text("quota")).isEqualTo(quota);
        assertThat(answer.json().path("limit").asLong()).isEqualTo(limit);
        assertThat(answer.text("detail")).contains(quota).contains(Long.toString(limit));
    }

    /** How many of so many calls, made at the same time on both instances, are answered so. */
    private static int parallel(int calls, Function<RunningService, Answer> call, int status)
            throws Exception {
        List<Future<Answer>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < calls; i++) {
                RunningService instance = i % 2 == 0 ? ONE : OTHER;
                answers.add(threads.submit(() -> call.apply(instance)));
            }
        }
        int found = 0;
        for (Future<Answer> answer : answers) {
            assertThat(answer.get().status()).as(answer.get().toString()).isIn(status, 429);
            if (answer.get().status() == status) {
                found++;
            }
        }
        return found;
    }

    @Test
    void webhooksMadeAtTheSameTimeDoNotExceedTheQuota() throws Exception {
        makeTenant("{\"webhooks\":3}");

        assertThat(parallel(16, this::makeWebhook, 201)).isEqualTo(3);

        Answer refused = makeWebhook(OTHER);
        assertOver(refused, "webhooks", 3);
        assertThat(refused.header("Retry-After")).isEmpty();
        assertThat(admin.get(WEBHOOKS + "?tenant=" + tenant).json().path("data")).hasSize(3);
    }

    @Test
    void keysMadeAtTheSameTimeDoNotExceedTheQuotaAndARevokedOneMakesRoom() throws Exception {
        makeTenant("{\"api_keys\":2}");

        assertThat(parallel(12, this::makeKey, 201)).isEqualTo(2);

        assertOver(makeKey(ONE), "api_keys", 2);
        String first =
                ONE.bean(JdbcClient.class)
                        .sql("SELECT min(id) FROM api_keys WHERE tenant = ?")
                        .param(tenant)
                        .query(String.class)
                        .single();
        assertThat(OTHER.api().delete(KEYS + "/" + first).status()).isEqualTo(204);
        assertThat(makeKey(ONE).status()).isEqualTo(201);
        assertOver(makeKey(OTHER), "api_keys", 2);
    }

    @Test
    void replaysThatRunAtTheSameTimeDoNotExceedTheQuota() {
        makeTenant("{\"replays\":1}");
        String replay = "{\"tenant\":\"%s\",\"all\":true}".formatted(tenant);
        ONE.bean(JdbcClient.class)
                .sql(
                        """
                        INSERT INTO replay_jobs (
                            id, tenant, actor_kind, actor_id, actor_name, actor_address,
                            last_offsets, rate, state, total, replayed, skipped, failed, failures,
                            troubles, created_at, due_at)
                        VALUES (
                            'rpl_' || ?, ?, 'api_key', 'k', 'k', '', '{}', 1, 'running', 1, 0, 0, 0,
                            '{}', 0, now(), now() + interval '1 day')
                        """)
                .params(tenant, tenant)
                .update();

        Answer refused = OTHER.api().post("/api/v1/dead-letters/replays", replay);

        assertOver(refused, "replays", 1);
        assertThat(refused.header("Retry-After")).isEmpty();
        set("{\"replays\":2}");
        Answer begun = OTHER.api().post("/api/v1/dead-letters/replays", replay);
        assertThat(begun.status()).as(begun.toString()).isEqualTo(202);
    }

    @Test
    void aLoweredQuotaDeletesNothingAndNullBringsBackTheDefault() {
        makeTenant("null");
        for (int i = 0; i < 3; i++) {
            assertThat(makeWebhook(ONE).status()).isEqualTo(201);
        }

        Answer lowered = set("{\"webhooks\":1}");
        assertThat(lowered.json().at("/quotas/webhooks").asLong()).isEqualTo(1);
        assertThat(lowered.json().at("/usage/webhooks/limit").asLong()).isEqualTo(1);
        assertThat(lowered.json().at("/usage/webhooks/used").asLong()).isEqualTo(3);
        assertOver(makeWebhook(OTHER), "webhooks", 1);
        assertThat(admin.get(WEBHOOKS + "?tenant=" + tenant).json().path("data")).hasSize(3);

        Answer back = set("{\"webhooks\":null}");
        assertThat(back.json().at("/quotas/webhooks").isNull()).isTrue();
        assertThat(back.json().at("/usage/webhooks/limit").asLong()).isEqualTo(7);
        assertThat(makeWebhook(OTHER).status()).isEqualTo(201);
    }

    @Test
    void eventsBeyondTheRateAreRefusedUntilThereIsRoom() {
        makeTenant("{\"events_per_second\":2}");
        assertThat(handIn(ONE, 20).status()).isEqualTo(202);

        Answer refused = handIn(ONE, 15);

        assertOver(refused, "events_per_second", 2);
        assertThat(Integer.parseInt(refused.header("Retry-After").orElseThrow())).isBetween(1, 8);
        assertThat(handIn(ONE, 21).header("Retry-After")).isEmpty();
        Patience.await().until(() -> handIn(ONE, 1).status() == 202);
    }

    @Test
    void instancesShareTheRateAndAChangedOneTakesEffectOnBoth() {
        makeTenant("{\"events_per_second\":1}");
        Patience.await().until(() -> handIn(OTHER, 11).status() == 429);
        assertThat(handIn(ONE, 10).status()).isEqualTo(202);
        assertThat(handIn(OTHER, 10).status()).isEqualTo(202);
        // the twenty are twice what there is at once: when they have told it, both wait
        Patience.await().until(() -> handIn(OTHER, 10).status() == 429);
        assertThat(
                        ONE.bean(JdbcClient.class)
                                .sql("SELECT count(*) FROM rate_buckets WHERE id LIKE ?")
                                .param("quota:events_per_second:" + tenant + ":%")
                                .query(Long.class)
                                .single())
                .isPositive();

        set("{\"events_per_second\":100}");
        assertThat(handIn(ONE, 500).status()).isEqualTo(202);
        Patience.await().until(() -> handIn(OTHER, 500).status() == 202);
        set("{\"events_per_second\":0}");
        assertOver(handIn(ONE, 1), "events_per_second", 0);
        Patience.await().until(() -> handIn(OTHER, 1).status() == 429);
    }

    @Test
    void searchesBeyondTheQuotaAreRefused() {
        makeTenant("{\"searches\":0,\"live_tails\":0}");

        Answer search = admin.get(EVENTS + "?tenant=" + tenant);
        assertOver(search, "searches", 0);
        assertThat(search.header("Retry-After")).hasValue("1");
        assertOver(admin.get("/api/v1/live/events?tenant=" + tenant), "live_tails", 0);
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"webhooks\":-1}', quotas.webhooks",
        "'{\"webhooks\":1.5}', quotas.webhooks",
        "'{\"webhooks\":\"1\"}', quotas.webhooks",
        "'{\"live_tails\":9}', quotas.live_tails",
        "'{\"events\":1}', quotas.events",
        "7, quotas"
    })
    void namesTheLimitThatIsWrong(String quotas, String field) {
        makeTenant("{}");

        Answer refused = admin.patch(path(), "{\"quotas\":%s}".formatted(quotas));

        assertThat(refused.status()).as(refused.toString()).isEqualTo(422);
        assertThat(refused.wrongField()).isEqualTo(field);
    }

    @Test
    void whatIsReadCanBeSentBackAndChangesNothing() {
        makeTenant("{\"tests\":3}");
        Answer read = admin.get(path());
        assertThat(read.json().at("/usage/events_per_second/used").isNull()).isTrue();
        assertThat(read.json().at("/usage/tests/used").asLong()).isZero();
        assertThat(read.json().at("/usage/tests/limit").asLong()).isEqualTo(3);

        Answer sent = admin.patch(path(), read.response().body());

        assertThat(sent.status()).as(sent.toString()).isEqualTo(200);
        assertThat(sent.json()).isEqualTo(read.json());
    }

    @Test
    void onlyOperatorsSetQuotas() {
        makeTenant("{}");
        Answer key =
                admin.post(
                        KEYS,
                        "{\"name\":\"k\",\"scopes\":[\"admin\"],\"tenant\":\"%s\"}"
                                .formatted(tenant));
        ApiClient own = new ApiClient(ONE.baseUri(), key.text("key"));

        assertThat(own.get(path()).json().at("/usage/webhooks/limit").asLong()).isEqualTo(7);
        assertThat(own.patch(path(), "{\"quotas\":{\"webhooks\":99}}").status()).isEqualTo(403);
    }
}
