package io.postrider.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;

import io.postrider.model.DeadLetterReason;
import io.postrider.model.Event;
import io.postrider.model.EventId;
import io.postrider.model.EventSelection;
import io.postrider.model.EventType;
import io.postrider.model.EventTypePattern;
import io.postrider.model.FormatName;
import io.postrider.model.LaneState;
import io.postrider.model.ParkReason;
import io.postrider.model.Payload;
import io.postrider.model.RateLimit;
import io.postrider.model.RecordPosition;
import io.postrider.model.SubscriptionId;
import io.postrider.model.SubscriptionSnapshot;
import io.postrider.model.TenantId;
import io.postrider.model.WorkerNote;
import io.postrider.model.retry.RetryLadder;
import io.postrider.model.retry.RetrySchedule;
import io.postrider.model.retry.ShortDuration;
import io.postrider.model.topic.Topic;
import io.postrider.model.topic.TopicLayout;
import io.postrider.model.topic.TopicSpec;
import io.postrider.model.wire.EventCodec;
import io.postrider.model.wire.InvalidRecordCodec;
import io.postrider.model.wire.SubscriptionCodec;
import io.postrider.model.wire.WireHeader;
import io.postrider.model.wire.WireRecord;
import io.postrider.model.wire.WorkerNoteCodec;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The description of the topics says what the code does. */
class AsyncApiTest {

    private static final JsonNode DOCUMENT =
            new YAMLMapper().readTree(Path.of("../docs/asyncapi.yaml"));
    private static final JsonMapper JSON = new JsonMapper();
    private static final TopicLayout USUAL =
            new TopicLayout("postrider.", 1, Map.of(), Map.of(), 1024 * 1024, RetryLadder.STANDARD);
    private static final Instant AT = Instant.parse("2026-01-31T12:00:00Z");

    private static JsonNode channel(Topic topic) {
        String address =
                topic == Topic.RETRY ? USUAL.prefix() + "retry.{delay}" : USUAL.name(topic);
        return DOCUMENT.path("channels")
                .valueStream()
                .filter(channel -> channel.path("address").asString().equals(address))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no channel has the address " + address));
    }

    @Test
    void describesTheTopicsThereAreAndNoOthers() {
        assertThat(DOCUMENT.path("channels")).hasSize(Topic.values().length);
        for (Topic topic : Topic.values()) {
            JsonNode channel = channel(topic);
            assertThat(channel.path("x-key").asString()).isEqualTo(topic.key());
            assertThat(channel.path("x-written-by").asString()).isEqualTo(topic.writtenBy());
            assertThat(channel.path("x-read-by").asString()).isEqualTo(topic.readBy());
        }
        assertThat(
                        channel(Topic.RETRY)
                                .at("/parameters/delay/enum")
                                .valueStream()
                                .map(JsonNode::asString))
                .containsExactlyElementsOf(
                        RetryLadder.STANDARD.tiers().stream().map(ShortDuration::format).toList());
    }

    @Test
    void describesThemAsTheyMustBeOnTheBroker() {
        for (TopicSpec spec : USUAL.specs()) {
            JsonNode channel = channel(spec.topic());
            JsonNode kafka = channel.at("/bindings/kafka");
            assertThat(kafka.path("partitions").asInt()).isEqualTo(spec.partitions());
            assertThat(kafka.path("replicas").asInt()).isEqualTo(spec.replication());
            assertThat(settings(channel))
                    .as(spec.name())
                    .containsExactlyInAnyOrderElementsOf(
                            spec.settings().entrySet().stream()
                                    .filter(it -> !it.getKey().equals("min.insync.replicas"))
                                    .map(it -> it.getKey() + "=" + it.getValue())
                                    .toList());
        }
    }

    private static Set<String> settings(JsonNode channel) {
        Set<String> settings = new TreeSet<>();
        channel.at("/bindings/kafka/topicConfiguration")
                .forEachEntry((name, value) ->
                        settings.add(
                                name + "=" + (value.isArray() ? value.get(0) : value).asString()));
        JsonNode timestamps = channel.path("x-message-timestamp-type");
        if (!timestamps.isMissingNode()) {
            settings.add("message.timestamp.type=" + timestamps.asString());
        }
        return settings;
    }

    @Test
    void namesEveryReasonForADeadLetter() {
        assertThat(
                        DOCUMENT.at("/components/schemas/DeadLetterReason/enum")
                                .valueStream()
                                .map(JsonNode::asString))
                .containsExactly(
                        Arrays.stream(DeadLetterReason.values())
                                .map(DeadLetterReason::code)
                                .toArray(String[]::new));
    }

    static Stream<Arguments> records() {
        Reports reports = Reports.ofDeliveryTo("wh_1", AT);
        Event event =
                new Event(
                        new EventId("evt_1"),
                        Optional.of("/shop"),
                        new EventType("order.created"),
                        TenantId.DEFAULT,
                        AT,
                        Payload.of("{\"total\":1.0}"));
        WireRecord plain = EventCodec.encode(event);
        return Stream.of(
                Arguments.of("event", plain),
                Arguments.of(
                        "invalidRecord",
                        InvalidRecordCodec.encode(
                                plain, "why", "events", new RecordPosition(1, 2), AT)),
                Arguments.of("subscription", SubscriptionCodec.encode(snapshot(true))),
                Arguments.of("subscription", SubscriptionCodec.encode(snapshot(false))),
                Arguments.of("delivery", reports.queued()),
                Arguments.of("delivery", reports.replayed(3).queued()),
                Arguments.of("delivery", reports.unrendered(event)),
                Arguments.of("deadLetter", reports.deadLetter(1)),
                Arguments.of("attemptReport", reports.delivered(1)),
                Arguments.of("attemptReport", reports.deliveredFrom(new RecordPosition(1, 2))),
                Arguments.of("attemptReport", reports.retrying(1)),
                Arguments.of("attemptReport", reports.failed(2)),
                Arguments.of("attemptReport", reports.gone(1)),
                Arguments.of("attemptReport", reports.cancelled(0)),
                Arguments.of("lane", WorkerNoteCodec.encode(lane(Optional.of(AT)))),
                Arguments.of("lane", WorkerNoteCodec.encode(lane(Optional.empty()))),
                Arguments.of(
                        "signOfLife",
                        WorkerNoteCodec.encode(new WorkerNote.Alive("worker-1", AT))));
    }

    private static WorkerNote.Lane lane(Optional<Instant> nextAttemptAt) {
        return new WorkerNote.Lane(
                new SubscriptionId("wh_1"),
                "worker-1",
                LaneState.FAILING,
                AT,
                nextAttemptAt,
                1,
                2,
                Map.of(ParkReason.ENDPOINT_FAILING, 3),
                AT);
    }

    private static SubscriptionSnapshot snapshot(boolean all) {
        return new SubscriptionSnapshot(
                new SubscriptionId("wh_1"),
                TenantId.DEFAULT,
                URI.create("https://example.com"),
                true,
                all ? Optional.of(AT) : Optional.empty(),
                new EventSelection(
                        Set.of(new EventTypePattern("order.*")),
                        all ? Optional.of("{\"type\":[\"a\"]}") : Optional.empty()),
                List.of("v1.k1.abc"),
                RetrySchedule.STANDARD,
                Duration.ofSeconds(10),
                all ? Optional.of(new RateLimit(60, Duration.ofMinutes(1))) : Optional.empty(),
                new FormatName("envoyou"),
                all ? Map.of("X-A", "v1.k1.def") : Map.of(),
                all ? Map.of("authentication.token", "v1.k1.ghi") : Map.of(),
                4);
    }

    @ParameterizedTest
    @MethodSource("records")
    void describesWhatRecordsHold(String message, WireRecord record) {
        JsonNode described = DOCUMENT.at("/components/messages/" + message);
        ObjectNode headers = JSON.createObjectNode();
        for (WireHeader header : record.headers()) {
            headers.put(header.name(), new String(header.value(), StandardCharsets.UTF_8));
        }

        assertFits(described.path("headers"), headers);
        assertFits(described.path("payload"), JSON.readTree(record.value().orElseThrow().bytes()));
        JsonNode key = described.at("/bindings/kafka/key");
        if (!key.isMissingNode()) {
            assertFits(key, JSON.getNodeFactory().stringNode(record.key().orElseThrow().text()));
        }
    }

    @Test
    void hasExamplesThatFit() {
        DOCUMENT.at("/components/messages")
                .forEach(message ->
                        message.path("examples")
                                .forEach(example -> {
                                    assertFits(message.path("payload"), example.path("payload"));
                                    if (example.has("headers")) {
                                        assertFits(
                                                message.path("headers"), example.path("headers"));
                                    }
                                }));
    }

    /** Members that are not described are no fit: the description would be behind. */
    private static void assertFits(JsonNode schema, JsonNode value) {
        ObjectNode root = JSON.createObjectNode();
        root.set("components", DOCUMENT.path("components"));
        root.putArray("allOf").add(schema);
        if (value.isObject() && describesMembers(schema)) {
            root.put("unevaluatedProperties", false);
        }
        assertThat(
                        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                                .getSchema(root)
                                .validate(value))
                .as("%s against %s", value, schema)
                .isEmpty();
    }

    private static boolean describesMembers(JsonNode schema) {
        return schema.has("$ref") || schema.has("properties") || schema.has("allOf");
    }
}
