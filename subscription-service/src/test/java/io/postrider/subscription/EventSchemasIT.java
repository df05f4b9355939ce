package io.postrider.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.postrider.subscription.ApiClient.Answer;
import io.postrider.testing.RealKafka;
import io.postrider.testing.RealPostgres;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** JSON Schemas of event types, and files of types, in a deployment that enforces them. */
class EventSchemasIT {

    private static final String TYPES = "/api/v1/event-types";
    private static final String SCHEMA =
            """
            {"type":"object","required":["total"],
             "properties":{"total":{"type":"number","minimum":0},
                           "items":{"type":"array","items":{"type":"object","required":["sku"]}}}}
            """;

    private static final RealPostgres.Database DATABASE = RealPostgres.shared().newDatabase();
    private static @Nullable RunningService enforcing;

    private static RunningService start(String... more) {
        return RunningService.start(
                RealKafka.shared().bootstrapServers(), DATABASE, "schemas.", more);
    }

    @BeforeAll
    static void start() {
        enforcing =
                start(
                                "--postrider.event-types.enforce=true",
                                "--postrider.event-types.files=classpath:event-types/ecocast.yml,"
                                        + "classpath:event-types/task-hub.yml,"
                                        + "classpath:event-types/clip.yml,"
                                        + "classpath:event-types/project-44.yml,"
                                        + "classpath:event-types/envoyou.yml")
                        .awaitReady();
    }

    @AfterAll
    static void stop() {
        Objects.requireNonNull(enforcing).close();
    }

    private final ApiClient api = Objects.requireNonNull(enforcing).api();

    private Answer put(String name, String body) {
        return api.send("PUT", TYPES + "/" + name, body, "Content-Type", "application/json");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"schema\":{\"type\":\"nonsense\"}} | schema | type",
                "{\"schema\":{\"$ref\":\"http://x.example/s\"}} | schema | outside",
                "{\"schema\":{\"allOf\":[{\"$ref\":\"file:///etc/passwd\"}]}} | schema | outside",
                "{\"schema\":{\"$schema\":\"urn:none\"}} | schema | 2020-12",
                "{\"schema\":{\"pattern\":\"(\"}} | schema | schema",
                "{\"schema\":{\"type\":\"object\"},\"example\":1} | example | object",
                "{\"schema\":{\"properties\":{\"a\":{\"type\":\"string\"}}},\"example\":{\"a\":1}}"
                        + " | example.a | string",
            })
    void takesASchemaOnlyIfItIsOneAndItsExampleFits(String body, String field, String message) {
        Answer answer = put("wrong.schema", body);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(422);
        assertThat(answer.wrongField()).as(answer.toString()).isEqualTo(field);
        assertThat(answer.wrongMessage()).contains(message);
        assertThat(api.get(TYPES + "/wrong.schema").status()).isEqualTo(404);
    }

    @Test
    void looksAtTheSchemaOfAChangeToo() {
        assertThat(put("changed.schema", "{\"example\":{\"total\":1}}").status()).isEqualTo(200);

        Answer refused =
                api.patch(TYPES + "/changed.schema", "{\"schema\":{\"required\":[\"sum\"]}}");

        assertThat(refused.status()).as(refused.toString()).isEqualTo(422);
        assertThat(refused.wrongField()).isEqualTo("example");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b", "a%b", "a;b"})
    void refusesANameThatNoAddressCanHave(String name) {
        Answer answer = api.post(TYPES, "{\"name\":\"" + name + "\"}");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.wrongField()).isEqualTo("name");
    }

    @Test
    void understandsEarlierDraftsAndInnerReferences() {
        String schema =
                """
                {"$schema":"http://json-schema.org/draft-07/schema#",
                 "definitions":{"n":{"type":"integer"}},
                 "properties":{"n":{"$ref":"#/definitions/n"}}}
                """;
        assertThat(put("early.draft", "{\"schema\":" + schema + "}").status()).isEqualTo(200);

        assertThat(event("{\"type\":\"early.draft\",\"data\":{\"n\":1}}").status()).isEqualTo(202);
        assertThat(event("{\"type\":\"early.draft\",\"data\":{\"n\":\"1\"}}").wrongField())
                .isEqualTo("data.n");
    }

    @Test
    void takesInDataThatFitsAndNoOther() {
        put("order.placed", "{\"schema\":" + SCHEMA + "}");

        assertThat(event("{\"type\":\"order.placed\",\"data\":{\"total\":1}}").status())
                .isEqualTo(202);
        Answer one = event("{\"type\":\"order.placed\",\"data\":{}}");
        assertThat(one.status()).as(one.toString()).isEqualTo(422);
        assertThat(one.wrongField()).isEqualTo("data");
        assertThat(one.wrongMessage()).contains("order.placed").contains("total");
        Answer several =
                event(
                        """
                        [{"type":"order.placed","data":{"total":1}},
                         {"type":"order.placed","data":{"total":-1,"items":[{"sku":"a"},{}]}}]
                        """);
        assertThat(several.status()).isEqualTo(422);
        assertThat(
                        several.json()
                                .path("errors")
                                .valueStream()
                                .map(error -> error.path("field").asString()))
                .containsExactlyInAnyOrder("events[1].data.total", "events[1].data.items[1]");
    }

    private Answer event(String body) {
        return api.post("/api/v1/events", body);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cast.created cast.updated cast.deleted user.created user.updated comment.created"
                        + " comment.updated comment.deleted reaction.created",
                "task.created task.updated task.completed task.deleted system.maintenance"
                        + " system.error",
                "clip.submitted clip.approved clip.rejected",
                "order.created user.updated",
                "user.created user.updated user.deleted user.verified auth.login auth.logout"
                        + " auth.failed auth.password_reset api.rate_limit_exceeded"
                        + " api.quota_exceeded api.key_expired system.maintenance_start"
                        + " system.maintenance_end system.incident",
            })
    void registersTheEventsOfAGuideFromItsFile(String names) {
        for (String name : names.split(" ", -1)) {
            Answer type = api.get(TYPES + "/" + name);

            assertThat(type.status()).as(type.toString()).isEqualTo(200);
            assertThat(type.text("description")).isNotEmpty();
            assertThat(event("{\"type\":\"" + name + "\"}").status()).isEqualTo(202);
        }
    }

    @Test
    void hasTheExamplesOfTheGuides() {
        assertThat(example("task.created"))
                .isEqualTo("{\"taskId\":\"123\",\"title\":\"New Task\"}");
        assertThat(example("task.updated"))
                .isEqualTo("{\"taskId\":\"123\",\"changes\":[\"status\"]}");
        assertThat(example("task.deleted")).isEqualTo("{\"taskId\":\"123\"}");
        assertThat(example("system.error"))
                .isEqualTo("{\"code\":\"DB_ERROR\",\"severity\":\"high\"}");
        assertThat(example("auth.login")).startsWith("{\"user_id\":\"user_123\"");
    }

    private String example(String name) {
        return api.get(TYPES + "/" + name).json().path("example").toString();
    }

    @Test
    void leavesATypeOfAFileAsSomebodyHasChangedIt(@TempDir Path directory) throws IOException {
        put("mine.own", "{\"description\":\"changed\"}");
        Path file = directory.resolve("types.yml");
        Files.writeString(
                file, "- {name: mine.own, description: as shipped}\n- {name: mine.new}\n");

        try (RunningService again = start("--postrider.event-types.files=" + file.toUri())) {
            assertThat(again.api().get(TYPES + "/mine.own").text("description"))
                    .isEqualTo("changed");
            assertThat(again.api().get(TYPES + "/mine.new").status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{name: a} | must be a list",
                "- 7 | [0] must have a name",
                "- {name: a}\\n- {nom: b} | [1]",
                "- {name: a, schema: {type: nonsense}} | [0]",
                "- {name: [ | cannot be read",
            })
    void doesNotStartOnAFileThatIsWrong(String text, String message, @TempDir Path directory)
            throws IOException {
        Path file = directory.resolve("types.yml");
        Files.writeString(file, text.replace("\\n", "\n"));

        assertThatThrownBy(() -> start("--postrider.event-types.files=" + file.toUri()))
                .hasStackTraceContaining("postrider.event-types.files")
                .hasStackTraceContaining(message);
    }
}
