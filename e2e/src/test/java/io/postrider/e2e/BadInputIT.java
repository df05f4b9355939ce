package io.postrider.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postrider.testing.Receiver;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** Bad input is answered with what is wrong and what is allowed, and harms nothing behind it. */
@UsesSharedPostrider
class BadInputIT {

    private static final Duration LONGEST = Duration.ofMinutes(3);
    private static final String JSON = "application/json";
    private static final String TWO_MEGABYTES = "x".repeat(2 * 1024 * 1024);

    private Postrider postrider;
    private Api api;

    @BeforeEach
    void start() throws Exception {
        postrider = SharedPostrider.get();
        api = postrider.api();
    }

    static Stream<Arguments> requests() {
        String webhooks = "/api/v1/webhooks";
        String events = "/api/v1/events";
        return Stream.of(
                Arguments.of(
                        webhooks, JSON, "{\"url\":\"nonsense\",\"events\":[\"*\"]}", 422, "url"),
                Arguments.of(
                        webhooks,
                        JSON,
                        "{\"url\":\"ftp://a.b/c\",\"events\":[\"*\"]}",
                        422,
                        "http"),
                Arguments.of(webhooks, JSON, "{\"events\":[\"*\"]}", 422, "url"),
                Arguments.of(
                        webhooks, JSON, "{\"url\":\"https://a.b/c\",\"events\":[]}", 422, "events"),
                Arguments.of(
                        webhooks,
                        JSON,
                        "{\"url\":\"https://a.b/c\",\"events\":[\"*\"],\"urll\":1}",
                        422,
                        "urll"),
                Arguments.of(webhooks, JSON, "{\"url\":", 400, "JSON"),
                Arguments.of(webhooks, "text/xml", "<a/>", 415, "application/json"),
                Arguments.of(events, JSON, "{\"type\":", 400, "JSON"),
                Arguments.of(events, JSON, "{\"data\":{}}", 422, "type"),
                Arguments.of(events, JSON, "[]", 400, "event"),
                Arguments.of(events, JSON, "[{\"type\":\"a\"},{\"data\":1}]", 422, "[1]"),
                Arguments.of(events, "text/xml", "<a/>", 415, "application/json"),
                Arguments.of(
                        events,
                        JSON,
                        "{\"type\":\"a\",\"data\":\"" + TWO_MEGABYTES + "\"}",
                        413,
                        "1"));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void aBadRequestIsAnsweredWithAProblemThatNamesTheFault(
            String path, String contentType, String body, int status, String named) {
        Api.Answer answer = api.postRaw(path, contentType, body);

        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(status);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.body().toString()).contains(named).doesNotContain("Exception");
        assertThat(answer.body().get("title").asString()).isNotBlank();
    }

    @Test
    void badRecordsAreSetAsideWithTheirReasonAndTheGoodOnesBetweenArrive() throws Exception {
        String type = "bad.input.t" + UUID.randomUUID().toString().replace("-", "");
        try (Receiver receiver = Receiver.start();
                EventProducer producer = new EventProducer(postrider.bootstrapServers())) {
            api.createWebhook(Map.of("url", receiver.url("/hook"), "events", List.of(type)));
            String key = "one-partition";
            for (int i = 0; i < 3; i++) {
                producer.send(key, "{\"id\":\"1\",\"type\":", Map.of());
                producer.send(key, "<a/>", Map.of("content-type", "text/xml"));
                producer.send(key, "{\"id\":\"1\",\"data\":{}}", Map.of());
                producer.send(key, "", Map.of());
                producer.send(
                        key, "{\"id\":\"good-%d\",\"type\":\"%s\"}".formatted(i, type), Map.of());
            }
            producer.flush();

            receiver.awaitReceived("/hook", 3, LONGEST);

            await().atMost(LONGEST)
                    .untilAsserted(() ->
                            assertThat(Api.elements(api.getOk("/api/v1/invalid-records?limit=100")))
                                    .extracting(row -> row.get("reason").asString())
                                    .anyMatch(reason -> reason.contains("not valid JSON"))
                                    .anyMatch(reason -> reason.contains("'text/xml'"))
                                    .anyMatch(reason -> reason.contains("'type' is required"))
                                    .anyMatch(reason -> reason.contains("no value")));
        }
    }

    @Test
    void withoutTheKeyNothingIsAnswered() {
        Api stranger =
                new Api(java.net.URI.create("http://localhost:" + postrider.port()), "wrong-key");

        Api.Answer answer = stranger.get("/api/v1/webhooks");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.contentType()).startsWith("application/problem+json");
    }
}
