package io.postrider.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postrider.testing.Answer;
import io.postrider.testing.Receiver;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Requests over every operation of the OpenAPI document, from valid to hostile: each is answered in
 * order. {@code -Dpostrider.fuzz.requests} says how many, {@code -Dpostrider.fuzz.seed} which ones.
 */
class RequestFuzzIT {

    private static final int REQUESTS = Integer.getInteger("postrider.fuzz.requests", 3_000);
    private static final int AT_A_TIME = 4;
    private static final Duration LONGEST = Duration.ofMinutes(3);
    private static final long MOST_GROWTH = 48L * 1024 * 1024;

    @TempDir Path data;

    private final Chance chance = Chance.given();
    private final Receiver receiver = Receiver.start();
    private Postrider postrider;
    private FuzzCallers callers;
    private Api api;

    @BeforeEach
    void start() throws Exception {
        System.out.printf(
                "request fuzz: -Dpostrider.fuzz.seed=%d -Dpostrider.fuzz.requests=%d%n",
                chance.seed(), REQUESTS);
        postrider = Postrider.up(data, "--no-demo");
        callers = FuzzCallers.madeBy(postrider.api());
        api = new Api(postrider.url(), callers.operator());
    }

    @AfterEach
    void stop() {
        postrider.close();
        receiver.close();
    }

    @Test
    void everyRequestIsAnsweredInOrder() throws Exception {
        JsonNode document = api.getOk("/v3/api-docs");
        KnownThings known = known();
        AnswerRules rules = new AnswerRules();
        run(document, known, rules, 0, REQUESTS / 4);
        long before = HeapAfterGc.of(postrider.process());
        run(document, known, rules, REQUESTS / 4, REQUESTS);
        long after = HeapAfterGc.of(postrider.process());

        System.out.printf(
                "request fuzz: %s; live heap %d MB, then %d MB%n",
                rules, before >> 20, after >> 20);
        assertThat(new ServiceLog(data).exceptionsBehind("a request failed"))
                .as("faults in the log")
                .isEmpty();
        assertThat(new ServiceLog(data).lines(line -> line.contains("of the outbox is set aside")))
                .as("changes that do not reach Kafka")
                .isEmpty();
        assertThat(rules.complaints()).as("answers out of order").isEmpty();
        assertThat(rules.operations())
                .as("operations that were called")
                .hasSameSizeAs(ApiOperation.in(document));
        assertThat(after - before).as("growth of what lives in memory").isLessThan(MOST_GROWTH);
        assertThat(api.getOk("/actuator/health/readiness").get("status").asString())
                .isEqualTo("UP");
    }

    /** Something under every parameter of a path: webhooks, deliveries, a dead letter, a type... */
    private KnownThings known() throws Exception {
        receiver.answer("/failing", Answer.status(500));
        List<String> webhooks = new ArrayList<>();
        for (String path : List.of("/ok", "/failing")) {
            webhooks.add(
                    api.createWebhook(
                                    Map.of(
                                            "url", receiver.url(path),
                                            "events", List.of("fuzz.request"),
                                            "retry_policy", Map.of("delays", List.of())))
                            .get("id")
                            .asString());
        }
        api.post("/api/v1/events", Map.of("type", "fuzz.request"));
        api.post("/api/v1/event-types", Map.of("name", "fuzz.request"));
        List<String> deliveries = new ArrayList<>();
        for (String webhook : webhooks) {
            deliveries.add(
                    await().atMost(LONGEST)
                            .until(
                                    () -> api.deliveries(webhook),
                                    found ->
                                            !found.isEmpty()
                                                    && !found.getFirst()
                                                            .get("state")
                                                            .asString()
                                                            .equals("pending"))
                            .getFirst()
                            .get("id")
                            .asString());
        }
        api.post("/api/v1/tenants", Map.of("id", "fuzzed"));
        String key =
                api.post("/api/v1/api-keys", Map.of("name", "fuzzed", "scopes", List.of("admin")))
                        .body()
                        .get("id")
                        .asString();
        String event =
                api.post("/api/v1/events", Map.of("type", "fuzz.seen")).body().get("id").asString();
        String inbox = api.post("/api/v1/playground/inboxes", Map.of()).body().get("id").asString();
        return new KnownThings(
                Map.of(
                        "inbox", List.of(inbox),
                        "event", List.of(event),
                        "id", webhooks,
                        "delivery", deliveries,
                        "name", List.of("fuzz.request", "ping"),
                        "tenant", List.of("fuzzed", FuzzCallers.TENANT, "default"),
                        "key", List.of(key)));
    }

    private void run(JsonNode document, KnownThings known, AnswerRules rules, int from, int to)
            throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME)) {
            List<Future<?>> parts = new ArrayList<>();
            for (int part = 0; part < AT_A_TIME; part++) {
                int first = from + part;
                RequestGenerator requests =
                        new RequestGenerator(
                                document,
                                known,
                                callers,
                                receiver.url("/ok").toString(),
                                chance.part(from + part));
                parts.add(
                        threads.submit(() -> {
                            call(requests, known, rules, first, to);
                            return null;
                        }));
            }
            for (Future<?> part : parts) {
                part.get();
            }
        }
    }

    private void call(
            RequestGenerator requests, KnownThings known, AnswerRules rules, int from, int to)
            throws Exception {
        try (RawHttp http = new RawHttp(postrider.port())) {
            for (int number = from; number < to; number += AT_A_TIME) {
                FuzzRequest request = requests.next(number);
                RawHttp.Answer answer = http.exchange(request);
                rules.check(request, answer);
                known.learn(request, answer);
                if (request.kind() == FuzzRequest.Kind.BROKEN) {
                    http.hangUp();
                }
            }
        }
    }
}
