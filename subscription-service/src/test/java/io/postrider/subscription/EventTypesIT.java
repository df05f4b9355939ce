package io.postrider.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.subscription.ApiClient.Answer;
import io.postrider.testing.RealKafka;
import io.postrider.testing.RealPostgres;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

@UsesSharedService
class EventTypesIT {

    private static final String TYPES = "/api/v1/event-types";

    private final ApiClient api = SharedService.SERVICE.api();

    private static String fresh() {
        return "t" + UUID.randomUUID() + ".created";
    }

    private static Answer put(ApiClient api, String name, String body) {
        return api.send("PUT", TYPES + "/" + name, body, "Content-Type", "application/json");
    }

    @Test
    void registersDescribesAndRemoves() {
        String name = fresh();
        Answer registered =
                api.post(
                        TYPES,
                        """
                        {"name": "%s", "description": "A clip", "schema": {"type": "object"},
                         "example": {"clip_id": "1"}}
                        """
                                .formatted(name));
        assertThat(registered.status()).as(registered.toString()).isEqualTo(201);
        assertThat(registered.header("Location")).hasValue(TYPES + "/" + name);
        assertThat(registered.json().at("/schema/type").asString()).isEqualTo("object");
        assertThat(registered.json().at("/example/clip_id").asString()).isEqualTo("1");

        assertThat(api.get(TYPES + "/" + name).json()).isEqualTo(registered.json());
        assertThat(api.post(TYPES, "{\"name\":\"%s\"}".formatted(name)).status()).isEqualTo(409);
        Answer patched = api.patch(TYPES + "/" + name, "{\"example\":null}");
        assertThat(patched.json().path("example").isNull()).isTrue();
        assertThat(patched.text("description")).isEqualTo("A clip");
        Answer replaced = put(api, name, "{\"example\":[1]}");
        assertThat(replaced.status()).as(replaced.toString()).isEqualTo(200);
        assertThat(replaced.json().path("description").isNull()).isTrue();
        assertThat(replaced.json().path("example").toString()).isEqualTo("[1]");

        assertThat(api.delete(TYPES + "/" + name).status()).isEqualTo(204);
        assertThat(api.delete(TYPES + "/" + name).status()).isEqualTo(404);
        assertThat(api.patch(TYPES + "/" + name, "{}").status()).isEqualTo(404);
        assertThat(put(api, name, "{}").status()).isEqualTo(200);
    }

    @Test
    void listsPageByPageAndAsSupportedEvents() {
        String prefix = "p" + UUID.randomUUID();
        for (int i = 0; i < 3; i++) {
            put(api, prefix + "." + i, "{}");
        }
        List<String> seen = new ArrayList<>();
        String cursor = "";
        do {
            Answer page = api.get(TYPES + "?limit=2" + cursor);
            page.json().path("data").forEach(type -> seen.add(type.path("name").asString()));
            cursor =
                    page.json().path("next_cursor").isNull()
                            ? ""
                            : "&cursor=" + page.text("next_cursor");
        } while (!cursor.isEmpty());
        List<String> supported = new ArrayList<>();
        Answer events = api.get("/api/v1/webhooks/events");
        events.json().path("data").forEach(type -> supported.add(type.path("name").asString()));

        assertThat(seen)
                .contains(prefix + ".0", prefix + ".1", prefix + ".2", "webhook.disabled")
                .doesNotHaveDuplicates();
        assertThat(supported).contains(prefix + ".0", "delivery.exhausted");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | name | required",
                "{\"name\":\"a b\"} | name | order.created",
                "{\"name\":\"order.*\"} | name | order.created",
                "{\"name\":\"a\",\"schema\":7} | schema | an object",
                "{\"name\":\"a\",\"colour\":7} | colour | description",
                "{\"name\":\"a\",\"description\":\"\\u0000\"} | description | U+0000",
            })
    void namesTheFieldThatIsWrong(String body, String field, String message) {
        Answer answer = api.post(TYPES, body);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(422);
        assertThat(answer.wrongField()).isEqualTo(field);
        assertThat(answer.wrongMessage()).contains(message);
    }

    @Test
    void anyTypeWillDoUnlessTypesAreEnforced() {
        assertThat(api.post("/api/v1/events", "{\"type\":\"%s\"}".formatted(fresh())).status())
                .isEqualTo(202);
    }

    @Test
    void enforcesRegisteredTypesWhenAsked() {
        try (RunningService service =
                RunningService.start(
                                RealKafka.shared().bootstrapServers(),
                                RealPostgres.shared().newDatabase(),
                                "enforced.",
                                "--postrider.event-types.enforce=true")
                        .awaitReady()) {
            ApiClient strict = service.api();
            Answer event = strict.post("/api/v1/events", "{\"type\":\"order.created\"}");
            assertThat(event.status()).as(event.toString()).isEqualTo(422);
            assertThat(event.wrongField()).isEqualTo("type");
            Answer batch = strict.post("/api/v1/events", "[{\"type\":\"order.created\"}]");
            assertThat(batch.wrongField()).isEqualTo("events[0].type");
            assertThat(webhook(strict, "order.created").wrongField()).isEqualTo("events");
            assertThat(webhook(strict, "order.*").status()).isEqualTo(422);
            assertThat(webhook(strict, "webhook.disabled").status()).isEqualTo(201);

            put(strict, "order.created", "{}");
            assertThat(strict.post("/api/v1/events", "{\"type\":\"order.created\"}").status())
                    .isEqualTo(202);
            assertThat(webhook(strict, "order.*").status()).isEqualTo(201);
            Answer created = webhook(strict, "*");
            assertThat(created.status()).isEqualTo(201);
            String path = "/api/v1/webhooks/" + created.text("id");
            assertThat(strict.patch(path, "{\"events\":[\"order.deleted\"]}").wrongField())
                    .isEqualTo("events");
        }
    }

    private static Answer webhook(ApiClient api, String event) {
        return api.post(
                "/api/v1/webhooks",
                "{\"url\":\"https://example.com/hook\",\"events\":[\"%s\"]}".formatted(event));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"data\":{\"total\":[{\"numeric\":[\">\",100]}]}} | {\"data\":{\"total\":101}} |"
                        + " true",
                "{\"data\":{\"total\":[{\"numeric\":[\">\",100]}]}} | {\"data\":{\"total\":100}} |"
                        + " false",
                "{\"type\":[\"order.created\"]} | {\"type\":\"order.created\"} | true",
                "{\"type\":[{\"prefix\":\"order.\"}]} | {\"type\":\"task.created\"} | false",
                "{\"data\":[{\"exists\":false}]} | {\"type\":\"a\"} | true",
                "{\"data\":[{\"exists\":false}]} | {\"data\":null} | false",
                "{\"data\":[null]} | {\"type\":\"a\"} | false",
                "{\"data\":{\"n\":[9007199254740993]}} | {\"data\":{\"n\":9007199254740993}} |"
                        + " true",
                "{\"data\":{\"n\":[9007199254740993]}} | {\"data\":{\"n\":9007199254740992}} |"
                        + " false",
                "{\"data\":{\"n\":[{\"numeric\":[\">\",1]}]}} | {\"data\":{\"n\":1e400}} | true",
                "{\"data\":{\"n\":[{\"numeric\":[\"<\",1]}]}} |"
                        + " {\"data\":{\"n\":1.0000000000000000001}} | false",
                "{\"data\":{\"ip\":[{\"cidr\":\"10.0.0.0/8\"}]}} | {\"data\":{\"ip\":\"a00::1\"}} |"
                        + " false",
            })
    void triesAFilterOnASample(String filter, String event, boolean matches) {
        Answer answer =
                api.post(
                        "/api/v1/filters/test",
                        "{\"filter\":%s,\"event\":%s}".formatted(filter, event));

        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.json().path("matches").asBoolean()).isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"filter\":{\"data\":1},\"event\":{}} | filter | pattern",
                "{\"filter\":{\"type\":[\"a\"]}} | event | required",
                "{\"filter\":{\"type\":[\"a\"]},\"event\":[]} | event | an object",
                "{\"filter\":{\"type\":[\"a\"]},\"event\":{\"total\":1}} | event.total | data",
                "{\"event\":{}} | filter | required",
                "{\"filter\":{\"data\":{\"n\":[1e400]}},\"event\":{}} | filter | 64-bit",
                "{\"filter\":{\"data\":{\"n\":[{\"numeric\":[\"=\",9007199254740993]}]}},\"event\":{}}"
                    + " | filter | 64-bit",
                "{\"filter\":{\"data\":{\"n\":[{\"cidr\":\"10.0.0.1/32\"}]}},\"event\":{}} | filter"
                        + " | 31",
            })
    void saysWhyAFilterCannotBeTried(String body, String field, String message) {
        Answer answer = api.post("/api/v1/filters/test", body);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(422);
        assertThat(answer.wrongField()).isEqualTo(field);
        assertThat(answer.wrongMessage()).contains(message);
    }

    @Test
    void refusesAFilterThatMultipliesBeforeItIsCompiled() {
        String groups =
                IntStream.range(0, 24)
                        .mapToObj(i -> "\"g%d\":{\"$or\":[{\"a\":[1]},{\"b\":[1]}]}".formatted(i))
                        .collect(Collectors.joining(",", "{\"data\":{", "}}"));

        for (String body :
                List.of(
                        "{\"filter\":%s,\"event\":{}}".formatted(groups),
                        "{\"url\":\"https://x.example\",\"events\":[\"*\"],\"filter\":%s}"
                                .formatted(groups))) {
            Answer answer =
                    api.post(
                            body.contains("url") ? "/api/v1/webhooks" : "/api/v1/filters/test",
                            body);

            assertThat(answer.status()).as(answer.toString()).isEqualTo(422);
            assertThat(answer.wrongField()).isEqualTo("filter");
            assertThat(answer.wrongMessage()).contains("at most 64 alternatives", "16777216");
        }
    }

    @Test
    void saysThatAFilterTakesTooManySteps() {
        String alternatives =
                IntStream.range(0, 64)
                        .mapToObj("{\"data\":{\"v\":[%d]}}"::formatted)
                        .collect(Collectors.joining(",", "{\"$or\":[", "]}"));

        Answer answer =
                api.post(
                        "/api/v1/filters/test",
                        "{\"filter\":%s,\"event\":{\"data\":{\"v\":[-1%s]}}}"
                                .formatted(alternatives, ",-1".repeat(50_000)));

        assertThat(answer.status()).as(answer.toString()).isEqualTo(422);
        assertThat(answer.wrongField()).isEqualTo("filter");
        assertThat(answer.wrongMessage()).contains("1000000 steps");
    }

    @Test
    void refusesMoreEventTypesThanAreAllowed() {
        for (int count : List.of(200, 201)) {
            String types =
                    IntStream.range(0, count)
                            .mapToObj("\"a.%d\""::formatted)
                            .collect(Collectors.joining(",", "[", "]"));

            Answer answer =
                    api.post(
                            "/api/v1/webhooks",
                            "{\"url\":\"https://x.example\",\"events\":%s}".formatted(types));

            assertThat(answer.status()).as(answer.toString()).isEqualTo(count == 200 ? 201 : 422);
        }
    }

    @Test
    void whatGetAnswersCanBePutBackWithoutAnyEffect() {
        String path = "/api/v1/event-types/back." + UUID.randomUUID();
        Answer made =
                api.send(
                        "PUT",
                        path,
                        "{\"description\":\"d\",\"schema\":{\"minimum\":1.50},\"example\":2}",
                        "Content-Type",
                        "application/json");
        assertThat(made.status()).as(made.toString()).isEqualTo(200);

        Answer put =
                api.send(
                        "PUT",
                        path,
                        api.get(path).response().body(),
                        "Content-Type",
                        "application/json");

        assertThat(put.status()).as(put.toString()).isEqualTo(200);
        assertThat(put.json()).isEqualTo(made.json());
        Answer renamed = api.patch(path, "{\"name\":\"other\"}");
        assertThat(renamed.status()).isEqualTo(422);
        assertThat(renamed.wrongField()).isEqualTo("name");
    }
}
