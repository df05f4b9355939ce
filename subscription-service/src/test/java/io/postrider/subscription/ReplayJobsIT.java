package io.postrider.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.model.Delivery;
import io.postrider.model.topic.Topic;
import io.postrider.subscription.ApiClient.Answer;
import io.postrider.subscription.replay.ReplayQueue;
import io.postrider.subscription.replay.ReplayRunner;
import io.postrider.subscription.replay.ReplayWatch;
import io.postrider.testing.RealKafka;
import io.postrider.testing.RealPostgres;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** The service's own runner is stopped, so that a test says when replays get on. */
class ReplayJobsIT {

    private static final String REPLAYS = "/api/v1/dead-letters/replays";

    private static final RunningService SERVICE =
            RunningService.start(
                            RealKafka.shared().bootstrapServers(),
                            RealPostgres.shared().newDatabase(),
                            "replays.")
                    .awaitReady();

    private final HistoryScene scene = new HistoryScene(SERVICE);
    private final ApiClient api = scene.api;
    private final List<ReplayRunner> runners = new ArrayList<>();

    @BeforeAll
    static void standStill() throws InterruptedException {
        SERVICE.bean(ReplayRunner.class).stop();
    }

    @AfterAll
    static void stop() {
        SERVICE.close();
    }

    @AfterEach
    void close() throws InterruptedException {
        for (ReplayRunner runner : runners) {
            runner.stop();
        }
        SERVICE.bean(JdbcClient.class)
                .sql("UPDATE replay_jobs SET state = 'cancelled' WHERE state = 'running'")
                .update();
        scene.close();
    }

    /** Another instance, as far as replays are concerned. */
    private void run() {
        ReplayRunner runner =
                new ReplayRunner(
                        SERVICE.bean(ReplayQueue.class),
                        SERVICE.bean(ReplayRunner.Letters.class),
                        SERVICE.bean(ReplayWatch.class),
                        "runner-" + UUID.randomUUID(),
                        Clock.systemUTC());
        runners.add(runner);
        runner.start();
    }

    private List<Reports> letters(HistoryScene of, int count) {
        Instant then = Instant.now().minusSeconds(60).truncatedTo(ChronoUnit.MILLIS);
        List<Reports> all =
                IntStream.range(0, count)
                        .mapToObj(i -> Reports.ofDeliveryTo(of.webhook, then.plusMillis(i)))
                        .toList();
        for (Reports reports : all) {
            of.tell(Topic.DELIVERIES, reports.queued());
            of.tell(Topic.ATTEMPTS, reports.failed(1));
            of.tell(Topic.DEAD_LETTERS, reports.deadLetter(1));
        }
        all.forEach(of::awaitDeadLetter);
        return all;
    }

    private Answer begin(String json) {
        Answer begun = api.post(REPLAYS, json);
        assertThat(begun.status()).as(begun.toString()).isEqualTo(202);
        return begun;
    }

    private Answer beginAll() {
        return begin("{\"webhook\":\"%s\",\"rate\":1000}".formatted(scene.webhook));
    }

    private Answer get(Answer begun) {
        return api.get(REPLAYS + "/" + begun.text("id"));
    }

    private Answer awaitState(Answer begun, String state) {
        HistoryScene.soon().until(() -> get(begun).text("state").equals(state));
        return get(begun);
    }

    private static void assertCounts(Answer job, int replayed, int skipped, int failed) {
        assertThat(job.json().path("replayed").asInt()).as(job.toString()).isEqualTo(replayed);
        assertThat(job.json().path("skipped").asInt()).as(job.toString()).isEqualTo(skipped);
        assertThat(job.json().path("failed").asInt()).as(job.toString()).isEqualTo(failed);
    }

    private boolean rests(Reports letter) {
        return api.get("/api/v1/dead-letters/" + letter.id()).json().path("replayed_at").isNull();
    }

    @Test
    void replaysWhatIsSelectedOldestFirstAndNothingElse() {
        List<Reports> letters = letters(scene, 3);
        HistoryScene other = new HistoryScene(SERVICE);
        Reports others = letters(other, 1).getFirst();

        Answer begun = beginAll();
        assertThat(begun.text("state")).isEqualTo("running");
        assertThat(begun.header("Location")).hasValue(REPLAYS + "/" + begun.text("id"));
        run();

        Answer done = awaitState(begun, "done");
        assertCounts(done, 3, 0, 0);
        assertThat(done.json().path("expected_end").isNull()).isTrue();
        assertThat(done.text("finished_at")).isNotEmpty();
        assertThat(scene.queued(6).subList(3, 6))
                .isEqualTo(letters.stream().map(letter -> letter.replayed(1).delivery()).toList());
        assertThat(rests(others)).isTrue();
        String audit = "/api/v1/audit?resource_id=";
        assertThat(api.get(audit + begun.text("id")).json().at("/data/0/action").asString())
                .isEqualTo("replay.started");
        assertThat(api.get(audit + letters.getFirst().id()).json().at("/data/0/action").asString())
                .isEqualTo("delivery.replayed");
        other.close();
    }

    @Test
    void replaysThoseAloneThatAreNamed() {
        List<Reports> letters = letters(scene, 2);

        Answer begun =
                begin(
                        "{\"ids\":[\"%s\",\"dlv_00000000000000000000000000000000\"]}"
                                .formatted(letters.getLast().id()));
        assertThat(begun.json().path("total").asInt()).isEqualTo(1);
        run();

        assertCounts(awaitState(begun, "done"), 1, 0, 0);
        assertThat(rests(letters.getFirst())).isTrue();
        assertThat(rests(letters.getLast())).isFalse();
    }

    @Test
    void countsWithoutReplaying() {
        Reports letter = letters(scene, 1).getFirst();
        String wanted = "{\"webhook\":\"%s\",\"dry_run\":true}".formatted(scene.webhook);

        Answer counted = api.post(REPLAYS, wanted);
        assertThat(counted.status()).isEqualTo(200);
        assertThat(counted.json().path("total").asInt()).isEqualTo(1);
        assertThat(counted.json().path("undeliverable").asInt()).isZero();
        assertThat(counted.json().path("seconds").asInt()).isEqualTo(1);
        api.post("/api/v1/webhooks/" + scene.webhook + "/disable", "");
        assertThat(api.post(REPLAYS, wanted).json().path("undeliverable").asInt()).isEqualTo(1);
        assertThat(rests(letter)).isTrue();
    }

    @Test
    void leavesOutWhatFailsAfterItWasAskedFor() {
        List<Reports> letters = letters(scene, 1);
        Answer begun = beginAll();
        Reports late = letters(scene, 1).getFirst();
        run();

        assertCounts(awaitState(begun, "done"), 1, 0, 0);
        assertThat(rests(letters.getFirst())).isFalse();
        assertThat(rests(late)).isTrue();
    }

    @Test
    void leavesOutWhatFailsAgain() {
        Reports letter = letters(scene, 1).getFirst();
        Answer begun = beginAll();
        api.post("/api/v1/dead-letters/" + letter.id() + "/replay", "");
        Delivery again = scene.queued(2).getLast();
        scene.tell(Topic.DEAD_LETTERS, new Reports(again).deadLetter(2));
        HistoryScene.soon().until(() -> rests(letter));
        run();

        assertCounts(awaitState(begun, "done"), 0, 1, 0);
        assertThat(rests(letter)).isTrue();
    }

    @Test
    void skipsWhatSomebodyElseHadReplayedMeanwhile() {
        List<Reports> letters = letters(scene, 2);
        Answer begun = beginAll();
        api.post("/api/v1/dead-letters/" + letters.getFirst().id() + "/replay", "");
        run();

        assertCounts(awaitState(begun, "done"), 1, 1, 0);
        assertThat(scene.queued(4)).hasSize(4);
    }

    @Test
    void saysWhyLettersCouldNotBeReplayed() {
        Reports letter = letters(scene, 1).getFirst();
        Answer begun = beginAll();
        api.post("/api/v1/webhooks/" + scene.webhook + "/disable", "");
        run();

        Answer done = awaitState(begun, "done");
        assertCounts(done, 0, 0, 1);
        assertThat(done.json().at("/failures/0/detail").asString()).contains("is disabled");
        assertThat(done.json().at("/failures/0/count").asInt()).isEqualTo(1);
        assertThat(rests(letter)).isTrue();
    }

    @Test
    void goesOnWhereAProcessThatDiedHadCome() {
        List<Reports> letters = letters(scene, 2);
        Answer begun = beginAll();
        ReplayQueue queue = SERVICE.bean(ReplayQueue.class);
        assertThat(queue.claim("dead")).isPresent();
        assertThat(queue.claim("alive")).as("while the lease lasts").isEmpty();
        assertThat(queue.outlook().untilDue().orElseThrow()).isPositive();
        SERVICE.bean(JdbcClient.class)
                .sql("UPDATE replay_jobs SET leased_until = now() WHERE lease = 'dead'")
                .update();
        run();

        assertCounts(awaitState(begun, "done"), 2, 0, 0);
        assertThat(rests(letters.getLast())).isFalse();
    }

    @Test
    void twoInstancesReplayEachLetterOnce() {
        var _ = letters(scene, 8);
        Answer first = beginAll();
        Answer second = beginAll();
        run();
        run();

        Answer one = awaitState(first, "done");
        Answer other = awaitState(second, "done");
        assertThat(one.json().path("replayed").asInt() + other.json().path("replayed").asInt())
                .isEqualTo(8);
        assertThat(one.json().path("skipped").asInt() + other.json().path("skipped").asInt())
                .isEqualTo(8);
    }

    @Test
    void stopsWhenItIsCancelled() {
        Reports letter = letters(scene, 1).getFirst();
        Answer begun = beginAll();
        String cancel = REPLAYS + "/" + begun.text("id") + "/cancel";

        assertThat(api.post(cancel, "").text("state")).isEqualTo("cancelled");
        assertThat(api.post(cancel, "").status()).isEqualTo(200);
        run();
        Answer next = beginAll();
        awaitState(next, "done");

        assertCounts(get(begun), 0, 0, 0);
        assertThat(rests(letter)).isFalse();
        Answer over = api.post(REPLAYS + "/" + next.text("id") + "/cancel", "");
        assertThat(over.status()).isEqualTo(409);
        assertThat(over.text("detail")).contains("is over");
    }

    @Test
    void nothingIsDueWhileNoneRuns() {
        ReplayQueue.Outlook outlook = SERVICE.bean(ReplayQueue.class).outlook();

        assertThat(outlook.running()).isZero();
        assertThat(outlook.untilDue()).isEmpty();
    }

    @Test
    void isOverAtOnceWithoutLetters() {
        Answer begun = beginAll();

        assertThat(begun.text("state")).isEqualTo("done");
        assertThat(get(begun).json().path("total").asInt()).isZero();
    }

    @Test
    void answersARepeatedRequestAsTheFirstThoughTheWebhookIsDisabledByNow() {
        var _ = letters(scene, 1);
        String wanted = "{\"webhook\":\"%s\"}".formatted(scene.webhook);
        String key = UUID.randomUUID().toString();
        Answer first = keyed(wanted, key);
        assertThat(first.status()).isEqualTo(202);
        run();
        awaitState(first, "done");
        api.post("/api/v1/webhooks/" + scene.webhook + "/disable", "");

        Answer again = keyed(wanted, key);

        assertThat(again.status()).as(again.toString()).isEqualTo(202);
        assertThat(again.header("Idempotency-Replayed")).hasValue("true");
        assertThat(again.text("id")).isEqualTo(first.text("id"));
        assertThat(again.text("state")).isEqualTo("running");
        assertThat(keyed(wanted, key + "2").status()).isEqualTo(409);
        Answer another = keyed("{\"all\":true}", key);
        assertThat(another.status()).isEqualTo(422);
        assertThat(another.wrongField()).isEqualTo("Idempotency-Key");
    }

    private Answer keyed(String json, String key) {
        return api.send(
                "POST", REPLAYS, json, "Content-Type", "application/json", "Idempotency-Key", key);
    }

    @Test
    void listsTheLatestFirstPageByPageToThoseWhoseLettersTheyAre() {
        Answer first = beginAll();
        Answer second = beginAll();

        Answer page = api.get(REPLAYS + "?limit=1&state=done");
        assertThat(page.json().at("/data/0/id").asString()).isEqualTo(second.text("id"));
        assertThat(page.json().at("/data/0/tenant").asString()).isEqualTo("default");
        Answer next = api.get(REPLAYS + "?limit=1&state=done&cursor=" + page.text("next_cursor"));
        assertThat(next.json().at("/data/0/id").asString()).isEqualTo(first.text("id"));
        assertThat(api.get(REPLAYS + "?state=odd").wrongField()).isEqualTo("state");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"all\":true,\"rate\":0} | rate",
                "{\"all\":true,\"rate\":1001} | rate",
                "{\"all\":true,\"rate\":1.5} | rate",
                "{\"reason\":\"bored\"} | reason",
                "{\"from\":\"yesterday\"} | from",
                "{\"ids\":[]} | ids",
                "{\"ids\":null} | ids",
                "{\"ids\":[\"\"]} | ids[0]",
                "{\"all\":true,\"dry_run\":1} | dry_run",
                "{\"all\":1} | all",
                "{\"all\":true,\"reason\":\"gone\"} | all",
                "{\"webhook\":\"wh_01kdw3q5g0000000000000000a\"} | webhook",
                "{\"colour\":1} | colour",
            })
    void namesTheFieldThatIsWrong(String json, String field) {
        Answer refused = api.post(REPLAYS, json);

        assertThat(refused.status()).as(refused.toString()).isEqualTo(422);
        assertThat(refused.wrongField()).isEqualTo(field);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"tenant\":\"default\"}",
                "{\"all\":false,\"rate\":1}",
                "{\"dry_run\":true}"
            })
    void replaysEverythingOnlyWhereTheRequestSaysSo(String json) {
        Answer refused = api.post(REPLAYS, json);

        assertThat(refused.status()).as(refused.toString()).isEqualTo(422);
        assertThat(refused.text("detail")).contains("\"all\": true");
        assertThat(api.get(REPLAYS + "?state=running").json().path("data")).isEmpty();
    }

    @Test
    void replaysEverythingOnRequest() {
        Reports letter = letters(scene, 1).getFirst();

        Answer begun = begin("{\"all\":true,\"rate\":1000}");
        run();

        awaitState(begun, "done");
        assertThat(rests(letter)).isFalse();
    }
}
