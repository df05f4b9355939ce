package io.postrider.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.postrider.model.Event;
import io.postrider.model.Payload;
import io.postrider.model.topic.Topic;
import io.postrider.model.topic.TopicLayout;
import io.postrider.model.wire.EventCodec;
import io.postrider.model.wire.WireRecord;
import io.postrider.runtime.kafka.KafkaClients;
import io.postrider.subscription.ApiClient.Answer;
import io.postrider.subscription.event.EventLog;
import io.postrider.subscription.kafka.AcknowledgedProducer;
import io.postrider.subscription.kafka.KafkaEventLog;
import io.postrider.subscription.refusal.Refusal;
import io.postrider.subscription.refusal.RefusedException;
import io.postrider.testing.Patience;
import io.postrider.testing.RealKafka;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;

import tools.jackson.databind.JsonNode;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

@UsesSharedService
class EventIntakeIT {

    private static final String EVENTS = "/api/v1/events";

    private final RunningService service = SharedService.SERVICE;
    private final ApiClient api = service.api();
    private final String tenant = api.tenant("t" + UUID.randomUUID());
    private final TopicProbe kafka = new TopicProbe(RealKafka.shared().bootstrapServers());

    @AfterEach
    void close() {
        kafka.close();
    }

    private List<String> produced(int count) {
        return kafka
                .await(
                        service.topic(Topic.EVENTS),
                        count,
                        record -> new String(record.key(), StandardCharsets.UTF_8).equals(tenant))
                .stream()
                .map(record -> new String(record.value(), StandardCharsets.UTF_8))
                .toList();
    }

    private List<ConsumerRecord<byte[], byte[]>> all() {
        return kafka.all(service.topic(Topic.EVENTS)).stream()
                .filter(record -> new String(record.key(), StandardCharsets.UTF_8).equals(tenant))
                .toList();
    }

    private String event(String more) {
        return "{\"type\":\"order.created\",\"tenant\":\"%s\"%s}".formatted(tenant, more);
    }

    @Test
    void fillsIdAndTimeAndKeepsTheDataByteForByte() {
        String data = "{\"b\" : 1.0,\"a\":[ 1e21, \"\\u00e9\" ]}";

        Answer answer = api.post(EVENTS, event(",\"data\":" + data));

        assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
        assertThat(answer.text("id")).matches("evt_[0-9a-z]{26}");
        String record = produced(1).getFirst();
        assertThat(record).contains("\"data\":" + data).contains(answer.text("id"));
        assertThat(record).contains("\"time\":\"2");
    }

    @Test
    void takesABatchIn() {
        Answer answer = api.post(EVENTS, "[%s,%s]".formatted(event(",\"id\":\"a\""), event("")));

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.json().at("/data/0/id").asString()).isEqualTo("a");
        assertThat(answer.json().at("/data/1/id").asString()).startsWith("evt_");
        assertThat(produced(2)).hasSize(2);
    }

    @Test
    void takesCloudEventsInInEveryMode() {
        String structured =
                "{\"specversion\":\"1.0\",\"id\":\"s\",\"source\":\"/t\",\"type\":\"a.b\",\"tenant\":\"%s\"}"
                        .formatted(tenant);
        assertThat(
                        api.send(
                                        "POST",
                                        EVENTS,
                                        structured,
                                        "Content-Type",
                                        "application/cloudevents+json; charset=utf-8")
                                .text("id"))
                .isEqualTo("s");
        Answer batch =
                api.send(
                        "POST",
                        EVENTS,
                        "[" + structured + "]",
                        "Content-Type",
                        "application/cloudevents-batch+json");
        assertThat(batch.json().at("/data/0/id").asString()).isEqualTo("s");
        Answer binary =
                api.send(
                        "POST",
                        EVENTS,
                        "plain text",
                        "Content-Type",
                        "text/plain",
                        "ce-specversion",
                        "1.0",
                        "ce-id",
                        "b%20%E2%82%AC",
                        "ce-source",
                        "/t",
                        "ce-type",
                        "a.b",
                        "ce-tenant",
                        tenant);
        assertThat(binary.status()).as(binary.toString()).isEqualTo(202);
        assertThat(binary.text("id")).isEqualTo("b €");
        assertThat(produced(3)).anyMatch(record -> record.contains("\"data\":\"plain text\""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"id\":\"1\"} | application/json | 422 | type",
                "{\"type\":\"a b\"} | application/json | 422 | type",
                "{\"type\":\"a\",\"time\":\"noon\"} | application/json | 422 | time",
                "{\"type\":\"a\",\"size\":1} | application/json | 422 | size",
                "{\"type\":7} | application/json | 422 | type",
                "[{\"type\":\"a\"},{\"type\":\"a\"},{\"id\":\"1\"}] | application/json | 422 |"
                        + " events[2].type",
                "[{\"type\":\"a\"},7] | application/json | 422 | events[1]",
                "[] | application/json | 400 | ``",
                "[] | application/cloudevents-batch+json | 400 | ``",
                "{\"type\": | application/json | 400 | ``",
                "`` | application/json | 400 | ``",
                "7 | application/json | 400 | ``",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"type\":\"a\"} |"
                        + " application/cloudevents+json | 422 | source",
                "type=a | application/x-www-form-urlencoded | 415 | ``",
                "<a/> | application/xml | 415 | ``",
            })
    void saysWhatIsWrongAndTakesNothingIn(
            String body, String contentType, int status, String field) {
        String text =
                (body == null ? "" : body)
                        .replace("\"type\":\"a\"", event("").substring(1, event("").length() - 1));

        Answer answer = api.send("POST", EVENTS, text, "Content-Type", contentType);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.isProblem()).as(answer.toString()).isTrue();
        assertThat(answer.wrongField()).isEqualTo(field == null ? "" : field);
        assertThat(all()).isEmpty();
    }

    @Test
    void refusesSourcesThatOnlyPostriderMayName() {
        String forged = event(",\"source\":\"urn:Postrider:operational\"");

        Answer single = api.post(EVENTS, forged);
        Answer batch = api.post(EVENTS, "[%s,%s]".formatted(event(""), forged));
        Answer binary =
                api.send(
                        "POST",
                        EVENTS,
                        "{}",
                        "Content-Type",
                        "application/json",
                        "ce-specversion",
                        "1.0",
                        "ce-id",
                        "b",
                        "ce-type",
                        "secret.rotated",
                        "ce-source",
                        "urn:postrider:operational");

        assertThat(single.status()).as(single.toString()).isEqualTo(422);
        assertThat(single.wrongField()).isEqualTo("source");
        assertThat(single.wrongMessage()).contains("reserved");
        assertThat(batch.wrongField()).isEqualTo("events[1].source");
        assertThat(binary.wrongField()).isEqualTo("source");
        assertThat(api.post(EVENTS, event(",\"source\":\"urn:postriders:x\"")).status())
                .isEqualTo(202);
    }

    @Test
    void refusesAnEventThatIsTooLarge() {
        String large = event(",\"data\":\"" + "x".repeat(2_000_000) + "\"");

        Answer single = api.post(EVENTS, large);
        Answer batch = api.post(EVENTS, "[%s,%s]".formatted(event(""), large));
        Answer body = api.post(EVENTS, " ".repeat(9_000_000));

        assertThat(single.status()).isEqualTo(413);
        assertThat(single.isProblem()).isTrue();
        assertThat(single.text("detail")).contains("1048576");
        assertThat(batch.status()).isEqualTo(413);
        assertThat(batch.text("detail")).contains("events[1]");
        assertThat(body.status()).isEqualTo(413);
        assertThat(all()).isEmpty();
    }

    /** In base64 it is larger than the limit that it keeps as it is. */
    @Test
    void refusesAnEventThatIsTooLargeOnceStored() {
        Answer answer =
                api.send(
                        "POST",
                        EVENTS,
                        new byte[900_000],
                        "Content-Type",
                        "application/octet-stream",
                        "ce-specversion",
                        "1.0",
                        "ce-id",
                        "large",
                        "ce-source",
                        "/t",
                        "ce-type",
                        "a.b",
                        "ce-tenant",
                        tenant);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(413);
        assertThat(answer.text("detail")).contains("1048576");
        assertThat(all()).isEmpty();
    }

    @Test
    void namesTheEventOfABatchThatIsTooLargeOnceStored() {
        String frame = event(",\"id\":\"1\",\"data\":\"\"");
        String fits = "x".repeat(1_048_576 - frame.length());

        Answer answer =
                api.post(
                        EVENTS,
                        "[%s,%s]"
                                .formatted(
                                        event(""),
                                        event(",\"id\":\"1\",\"data\":\"" + fits + "\"")));

        assertThat(answer.status()).as(answer.toString()).isEqualTo(413);
        assertThat(answer.text("detail")).contains("events[1]").contains("1048576");
        assertThat(all()).isEmpty();
    }

    @Test
    void refusesAnEventThatIsTooLargeForKafka() throws Exception {
        AcknowledgedProducer producer =
                new AcknowledgedProducer(
                        new KafkaClients(service.bean(KafkaProperties.class), 10_000),
                        Duration.ofSeconds(20));
        EventLog log =
                new KafkaEventLog(
                        producer, service.bean(TopicLayout.class), new SimpleMeterRegistry());
        producer.start();
        try {
            assertThatThrownBy(() -> log.append(List.of(eventWithData(100), eventWithData(20_000))))
                    .isInstanceOfSatisfying(
                            RefusedException.class,
                            e ->
                                    assertThat(e.refusal())
                                            .isInstanceOfSatisfying(
                                                    Refusal.TooLarge.class,
                                                    refusal ->
                                                            assertThat(refusal.detail())
                                                                    .contains("[1]", "10000")));
        } finally {
            producer.stop();
        }
    }

    private Event eventWithData(int bytes) {
        String data = event(",\"id\":\"1\",\"data\":\"" + "x".repeat(bytes) + "\"");
        return EventCodec.decode(WireRecord.of("k", List.of(), Payload.of(data)), Instant.EPOCH);
    }

    @Test
    void refusesABatchThatIsTooLong() {
        String batch = "[" + (event("") + ",").repeat(1000) + event("") + "]";

        assertThat(api.post(EVENTS, batch).status()).isEqualTo(413);
    }

    private Answer postWithKey(String key, String body) {
        return api.send(
                "POST", EVENTS, body, "Content-Type", "application/json", "Idempotency-Key", key);
    }

    @Test
    void answersARepeatedRequestAlikeAndTakesItInOnce() {
        String key = UUID.randomUUID().toString();

        Answer first = postWithKey(key, event(""));
        Answer second = postWithKey(key, event(""));

        assertThat(first.status()).isEqualTo(202);
        assertThat(first.header("Idempotency-Replayed")).isEmpty();
        assertThat(second.status()).isEqualTo(202);
        assertThat(second.header("Idempotency-Replayed")).hasValue("true");
        assertThat(second.json()).isEqualTo(first.json());
        assertThat(all()).hasSize(1);
    }

    @Test
    void refusesAnotherRequestUnderTheSameKey() {
        String key = UUID.randomUUID().toString();
        postWithKey(key, event(""));

        Answer other = postWithKey(key, event(",\"data\":1"));

        assertThat(other.status()).isEqualTo(422);
        assertThat(other.wrongField()).isEqualTo("Idempotency-Key");
    }

    @Test
    void leavesTheKeyFreeWhenTheRequestWasRefused() {
        String key = UUID.randomUUID().toString();
        assertThat(postWithKey(key, "{}").status()).isEqualTo(422);

        assertThat(postWithKey(key, event("")).status()).isEqualTo(202);
        assertThat(postWithKey("two words", event("")).status()).isEqualTo(400);
    }

    @Test
    void takesConcurrentRepetitionsInOnce() throws Exception {
        String key = UUID.randomUUID().toString();
        Set<Integer> statuses = new TreeSet<>();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Answer>> answers =
                    IntStream.range(0, 12)
                            .mapToObj(_ -> callers.submit(() -> postWithKey(key, event(""))))
                            .toList();
            for (Future<Answer> answer : answers) {
                statuses.add(answer.get().status());
            }
        }

        assertThat(statuses).contains(202).isSubsetOf(202, 409);
        assertThat(all()).hasSize(1);
    }

    @Test
    void namesAllInvalidEventsOfABatch() {
        JsonNode errors = api.post(EVENTS, "[{},{\"type\":\"a\"},{}]").json().path("errors");

        assertThat(errors.size()).isEqualTo(2);
        assertThat(errors.at("/1/field").asString()).isEqualTo("events[2].type");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a%20b | a b",
                "\"a b\" | a b",
                "\"a \\\"b\\\\\" | a \"b\\",
                "\"a%20b\" | a b",
                "%E2%82%AC | \u20ac",
                "50% | 50%",
            })
    void decodesAttributesAsTheHttpBindingSays(String header, String id) {
        Answer answer = withId(header);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
        assertThat(answer.text("id")).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%C0%A0", "%ED%A0%80", "%ff", "\"open", "\"a\"b"})
    void refusesAttributesThatAreNoText(String header) {
        Answer answer = withId(header);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        assertThat(answer.wrongField()).isEqualTo("ce-id");
    }

    private Answer withId(String header) {
        return api.send(
                "POST",
                "/api/v1/events",
                "{}",
                "Content-Type",
                "application/json",
                "ce-specversion",
                "1.0",
                "ce-id",
                header,
                "ce-source",
                "/s",
                "ce-type",
                "a.b");
    }

    @Test
    void readsTextInTheCharsetThatItIsIn() {
        byte[] latin = {(byte) 0xe9};
        String id = "text-" + UUID.randomUUID();
        Answer taken = text(id, "text/plain;charset=iso-8859-1", latin);

        assertThat(taken.status()).as(taken.toString()).isEqualTo(202);
        Answer utf8 = text(id, "text/plain", latin);
        assertThat(utf8.status()).isEqualTo(422);
        assertThat(utf8.wrongField()).isEqualTo("data");
        Answer unknown = text(id, "text/plain; charset=\"klingon\"", latin);
        assertThat(unknown.status()).as(unknown.toString()).isEqualTo(422);
        assertThat(unknown.wrongField()).isEqualTo("content-type");
        Patience.await()
                .untilAsserted(() -> {
                    Answer found = api.get("/api/v1/events?event_type=text.came&event_id=" + id);
                    String position = found.json().at("/data/0/position").asString("");
                    assertThat(
                                    api.get("/api/v1/events/" + id + "?position=" + position)
                                            .text("data"))
                            .isEqualTo("\u00e9");
                });
    }

    private Answer text(String id, String contentType, byte[] body) {
        return api.send(
                "POST",
                "/api/v1/events",
                body,
                "Content-Type",
                contentType,
                "ce-specversion",
                "1.0",
                "ce-id",
                id,
                "ce-source",
                "/s",
                "ce-type",
                "text.came");
    }
}
