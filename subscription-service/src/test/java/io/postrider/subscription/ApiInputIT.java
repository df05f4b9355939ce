package io.postrider.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.subscription.ApiClient.Answer;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Walks the OpenAPI document and sends what it does not allow. */
@UsesSharedService
class ApiInputIT {

    private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete");

    /** Taken by intake, where Kafka's producers send the same bodies, or of any shape. */
    private static final Set<String> NO_FIELDS_OF_ITS_OWN =
            Set.of("publishEvents", "testWebhook", "testFilter");

    private static final String UNKNOWN = "no_such_field";

    private static final HistoryScene SCENE = new HistoryScene(SharedService.SERVICE);
    private static final String INBOXES = "/api/v1/playground/inboxes";
    private static final String INBOX = SharedService.SERVICE.api().post(INBOXES, "{}").text("id");

    private final ApiClient api = SharedService.SERVICE.api();
    private final JsonNode document = api.get("/v3/api-docs").json();

    @AfterAll
    static void close() {
        SCENE.close();
        SharedService.SERVICE.api().delete(INBOXES + "/" + INBOX);
    }

    private record Operation(String method, String path, JsonNode description) {

        String id() {
            return description.path("operationId").asString();
        }

        String address() {
            return path.replace("{id}", SCENE.webhook)
                    .replace("{inbox}", INBOX)
                    .replaceAll("\\{[^}]*}", "none");
        }
    }

    private record Field(List<String> path, boolean nullable) {

        String name() {
            return String.join(".", path);
        }
    }

    private Stream<Operation> operations() {
        List<Operation> all = new ArrayList<>();
        for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
            for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
                if (METHODS.contains(operation.getKey())) {
                    all.add(new Operation(operation.getKey(), path.getKey(), operation.getValue()));
                }
            }
        }
        return all.stream();
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document.at(node.path("$ref").asString().substring(1)) : node;
    }

    private boolean allowsNull(JsonNode schema) {
        JsonNode type = schema.path("type");
        return schema.isEmpty()
                || type.asString("").equals("null")
                || type.valueStream().anyMatch(name -> name.asString().equals("null"))
                || Stream.of("oneOf", "anyOf")
                        .flatMap(several -> schema.path(several).valueStream())
                        .anyMatch(one -> allowsNull(resolved(one)));
    }

    private List<Field> fields(JsonNode schema, List<String> above) {
        List<Field> fields = new ArrayList<>();
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            JsonNode described = resolved(property.getValue());
            if (described.path("readOnly").asBoolean(false)) {
                // taken as it is, and with no other value
                continue;
            }
            List<String> path = new ArrayList<>(above);
            path.add(property.getKey());
            fields.add(new Field(List.copyOf(path), allowsNull(described)));
            if (above.isEmpty()) {
                fields.addAll(fields(described, path));
            }
        }
        return fields;
    }

    /** The field is refused where the document has no null for it, and only there. */
    @TestFactory
    Stream<DynamicTest> nullIsTakenWhereTheDocumentHasIt() {
        return operations()
                .filter(operation -> operation.description().has("requestBody"))
                .filter(operation -> !NO_FIELDS_OF_ITS_OWN.contains(operation.id()))
                .flatMap(operation -> {
                    JsonNode content =
                            operation.description().at("/requestBody/content/application~1json");
                    return fields(resolved(content.path("schema")), List.of()).stream()
                            .filter(field -> !field.path().getFirst().equals("event"))
                            .map(field ->
                                    DynamicTest.dynamicTest(
                                            operation.id() + " " + field.name(),
                                            () ->
                                                    checkNull(
                                                            operation,
                                                            field,
                                                            content.path("example"))));
                });
    }

    private void checkNull(Operation operation, Field field, JsonNode example) {
        ObjectNode body = ((ObjectNode) example).deepCopy();
        ObjectNode at = body;
        for (String above : field.path().subList(0, field.path().size() - 1)) {
            at = at.putObject(above);
        }
        at.putNull(field.path().getLast());
        body.put(UNKNOWN, 1);

        Answer answer =
                api.send(
                        operation.method().toUpperCase(Locale.ROOT),
                        operation.address(),
                        body.toString(),
                        "Content-Type",
                        "application/json");

        assertThat(answer.status()).as(body + " " + answer).isEqualTo(422);
        Optional<String> message =
                answer.json()
                        .path("errors")
                        .valueStream()
                        .filter(error -> error.path("field").asString().equals(field.name()))
                        .map(error -> error.path("message").asString())
                        .findFirst();
        assertThat(message.filter(text -> text.contains("must not be null")).isPresent())
                .as(answer.toString())
                .isEqualTo(!field.nullable());
    }

    private Stream<Map.Entry<Operation, String>> queryParameters() {
        return operations()
                .flatMap(operation ->
                        operation
                                .description()
                                .path("parameters")
                                .valueStream()
                                .map(this::resolved)
                                .filter(parameter ->
                                        parameter.path("in").asString().equals("query"))
                                .map(parameter ->
                                        Map.entry(operation, parameter.path("name").asString())));
    }

    @TestFactory
    Stream<DynamicTest> aParameterWithoutAValueIsRefused() {
        return queryParameters()
                .map(it ->
                        DynamicTest.dynamicTest(
                                it.getKey().id() + " " + it.getValue(),
                                () -> assertRefused(it.getKey(), it.getValue(), "")));
    }

    @TestFactory
    Stream<DynamicTest> aCursorThatNoAnswerHadIsRefused() {
        return queryParameters()
                .filter(it -> it.getValue().equals("cursor"))
                .flatMap(it ->
                        Stream.concat(
                                        Stream.of("\0\0\0", "a\nb", "1\n2\n3\n4\n5", "\u00fc")
                                                .map(ApiInputIT::cursor),
                                        Stream.of("AAAA", "_w", "a", "%21", "a%20b", "YQ%3D%3D"))
                                .map(text ->
                                        DynamicTest.dynamicTest(
                                                it.getKey().id() + " " + text,
                                                () -> assertRefused(it.getKey(), "cursor", text))));
    }

    @ParameterizedTest
    @CsvSource({
        "dead-letters/replays, rpl_1",
        "dead-letters/replays, rpl_01kdw3q5g0000000000000000aa",
        "dead-letters/replays, key_01kdw3q5g0000000000000000a",
        "api-keys, key_",
        "api-keys, rpl_01kdw3q5g0000000000000000a",
        "audit, -1",
        "audit, 1.5",
        "webhooks, wh_",
        "events, -1:0",
        "events, 0:-1",
    })
    void aCursorOfAnotherListIsRefused(String path, String decoded) {
        Answer answer = api.get("/api/v1/" + path + "?cursor=" + cursor(decoded));

        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        assertThat(answer.wrongField()).isEqualTo("cursor");
    }

    private static String cursor(String decoded) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(decoded.getBytes(StandardCharsets.UTF_8));
    }

    private void assertRefused(Operation operation, String name, String value) {
        Answer answer =
                api.send(
                        operation.method().toUpperCase(Locale.ROOT),
                        operation.address() + "?" + name + "=" + value + brief(operation, name),
                        "");

        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        assertThat(answer.wrongField()).isEqualTo(name);
    }

    /** A stream that is taken nevertheless must not go on for minutes. */
    private static String brief(Operation operation, String name) {
        return operation.id().equals("followEvents") && !name.equals("seconds") ? "&seconds=1" : "";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PURGE | /api/v1/webhooks | GET POST",
                "purge | /api/v1/webhooks | GET POST",
                "PURGE | /api/v1/webhooks/wh_1 | DELETE GET PATCH PUT",
                "POST | /api/v1/webhooks/events | GET",
                "DELETE | /api/v1/webhooks/events | GET",
                "PATCH | /v1/webhooks/events | GET",
                "PUT | /api/v1/dead-letters/groups | GET",
                "DELETE | /api/v1/dead-letters/replays | GET POST",
                "PROPFIND | /api-docs | GET",
            })
    void anotherMethodIsAnsweredByThoseThatThisAddressHas(
            String method, String path, String allowed) {
        Answer answer = api.send(method, path, "{}", "Content-Type", "application/json");

        assertThat(answer.status()).as(answer.toString()).isEqualTo(405);
        assertThat(answer.isProblem()).isTrue();
        assertThat(answer.headers("Allow").stream().flatMap(line -> split(line)).sorted())
                .containsExactly(allowed.split(" ", -1));
    }

    private static Stream<String> split(String allow) {
        return Arrays.stream(allow.split(",", -1)).map(String::strip);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/api/v1/webhooks/events | GET HEAD OPTIONS",
                "/api/v1/webhooks/wh_1 | DELETE GET HEAD OPTIONS PATCH PUT",
            })
    void optionsAreThoseOfThisAddress(String path, String allowed) {
        Answer answer = api.send("OPTIONS", path, "");

        assertThat(answer.headers("Allow").stream().flatMap(line -> split(line)).sorted())
                .containsExactly(allowed.split(" ", -1));
    }
}
