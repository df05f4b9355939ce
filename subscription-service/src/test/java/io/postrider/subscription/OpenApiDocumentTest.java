package io.postrider.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.postrider.model.DeliveryId;
import io.postrider.model.Event;
import io.postrider.model.EventId;
import io.postrider.model.EventSelection;
import io.postrider.model.EventType;
import io.postrider.model.EventTypePattern;
import io.postrider.model.RateLimit;
import io.postrider.model.SubscriptionId;
import io.postrider.model.TenantId;
import io.postrider.model.format.SecretStyle;
import io.postrider.model.retry.RetrySchedule;
import io.postrider.model.retry.ShortDuration;
import io.postrider.subscription.access.ApiKey;
import io.postrider.subscription.access.Reach;
import io.postrider.subscription.access.Tenant;
import io.postrider.subscription.analytics.Period;
import io.postrider.subscription.deadletter.DeadLetters;
import io.postrider.subscription.event.IdempotencyKey;
import io.postrider.subscription.eventtype.RegisteredType;
import io.postrider.subscription.identity.TimeOrderedIds;
import io.postrider.subscription.playground.Inbox;
import io.postrider.subscription.quota.Quota;
import io.postrider.subscription.replay.ReplayRate;
import io.postrider.subscription.replay.ReplaySelection;
import io.postrider.subscription.webhook.ExponentialBackoff;
import io.postrider.subscription.webhook.Settings;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Compares the OpenAPI document with the limits that the code checks. */
class OpenApiDocumentTest {

    private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete");
    private static final JsonNode DOCUMENT = document();

    private static JsonNode document() {
        try (InputStream in =
                Objects.requireNonNull(
                        OpenApiDocumentTest.class.getResourceAsStream("/openapi.yml"))) {
            return new JsonMapper()
                    .valueToTree(new Yaml(new SafeConstructor(new LoaderOptions())).load(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the service may answer before it looks at the operation. */
    @Test
    void everyOperationHasTheAnswersThatAllHave() {
        Map<String, String> ofAll =
                Map.of(
                        "400", "Malformed",
                        "401", "Unauthorized",
                        "429", "TooMany",
                        "503", "Unavailable");
        List<String> without = new ArrayList<>();
        forEachOperation((name, operation) ->
                ofAll.forEach((status, response) -> {
                    if (!answers(operation, status).equals(response)) {
                        without.add(name + " " + status);
                    }
                }));

        assertThat(without).isEmpty();
    }

    /** To a tenant's key another tenant is one that is not there. */
    @Test
    void operationsWithAPlaceOrATenantMayAnswerThatItIsNotThere() {
        List<String> without = new ArrayList<>();
        forEachOperation((name, operation) -> {
            boolean places = name.contains("{") && !name.equals("put /api/v1/event-types/{name}");
            boolean tenants =
                    operation
                            .path("parameters")
                            .valueStream()
                            .anyMatch(parameter ->
                                    parameter
                                            .path("$ref")
                                            .asString("")
                                            .equals("#/components/parameters/tenant"));
            if ((places || tenants) && !answers(operation, "404").equals("NotFound")) {
                without.add(name);
            }
        });

        assertThat(without).isEmpty();
    }

    private static String answers(JsonNode operation, String status) {
        String prefix = "#/components/responses/";
        String reference = operation.path("responses").path(status).path("$ref").asString("");
        return reference.startsWith(prefix) ? reference.substring(prefix.length()) : reference;
    }

    private static void forEachOperation(BiConsumer<String, JsonNode> action) {
        for (Map.Entry<String, JsonNode> path : DOCUMENT.path("paths").properties()) {
            for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
                if (METHODS.contains(operation.getKey())) {
                    action.accept(operation.getKey() + " " + path.getKey(), operation.getValue());
                }
            }
        }
    }

    /** Or else a client is told of fields that are refused. */
    @Test
    void requestsSayThatOtherFieldsAreRefused() {
        List<String> open = new ArrayList<>();
        forEachOperation((name, operation) ->
                operation
                        .at("/requestBody/content")
                        .forEach(content -> findOpen(name, content.path("schema"), open)));

        assertThat(open).isEmpty();
    }

    private static void findOpen(String place, JsonNode schema, List<String> open) {
        JsonNode target =
                schema.has("$ref")
                        ? DOCUMENT.at(schema.path("$ref").asString().substring(1))
                        : schema;
        if (target.has("properties") && !target.has("additionalProperties")) {
            open.add(place);
        }
        target.path("properties")
                .forEachEntry((name, inner) -> findOpen(place + " " + name, inner, open));
        target.path("oneOf").forEach(inner -> findOpen(place, inner, open));
        if (target.has("items")) {
            findOpen(place, target.path("items"), open);
        }
    }

    /** What GET answers can be sent back. */
    @ParameterizedTest
    @CsvSource({"Webhook, WebhookChange", "EventType, AboutEventType", "Tenant, TenantChange"})
    void changesTakeEveryFieldOfTheAnswer(String answer, String change) {
        JsonNode taken = at("schemas/" + change + "/properties");

        assertThat(at("schemas/" + answer + "/properties").propertyNames())
                .allMatch(taken::has, "is a field of " + change);
    }

    private static JsonNode parameter(String name) {
        return at("parameters/" + name + "/schema");
    }

    private static JsonNode at(String pointer) {
        JsonNode found = DOCUMENT.at("/components/" + pointer);
        assertThat(found.isMissingNode()).as(pointer).isFalse();
        return found;
    }

    private static JsonNode property(String schema, String path) {
        return at("schemas/" + schema + "/properties/" + path.replace(".", "/properties/"));
    }

    static Stream<Arguments> texts() {
        Consumer<String> secret = new SecretStyle.Text("")::scheme;
        Consumer<String> tenant = TenantId::new;
        Consumer<String> type = EventType::new;
        Consumer<String> key = text -> new IdempotencyKey(Reach.EVERYBODY, text);
        return Stream.of(
                Arguments.of(parameter("idempotencyKey"), key),
                Arguments.of(parameter("event_type"), type),
                Arguments.of(parameter("name"), type),
                Arguments.of(parameter("event"), (Consumer<String>) EventId::new),
                Arguments.of(parameter("event_id"), (Consumer<String>) EventId::new),
                Arguments.of(
                        property("NewWebhook", "name"), (Consumer<String>) Settings::checkedName),
                Arguments.of(
                        property("NewWebhook", "description"),
                        (Consumer<String>) Settings::checkedDescription),
                Arguments.of(property("NewWebhook", "secret"), secret),
                Arguments.of(property("WebhookChange", "secret"), secret),
                Arguments.of(property("Rotation", "secret"), secret),
                Arguments.of(
                        property("NewEventType", "name"),
                        (Consumer<String>) RegisteredType::checkedName),
                Arguments.of(
                        property("NewEventType", "description"),
                        (Consumer<String>) RegisteredType.About::checkedDescription),
                Arguments.of(property("NewEvent", "id"), (Consumer<String>) EventId::new),
                Arguments.of(
                        property("NewEvent", "source"), (Consumer<String>) Event::checkedSource),
                Arguments.of(property("NewEvent", "type"), type),
                Arguments.of(property("NewReplay", "event_type"), type),
                Arguments.of(property("NewTenant", "name"), (Consumer<String>) Tenant::checkedName),
                Arguments.of(
                        property("TenantChange", "name"), (Consumer<String>) Tenant::checkedName),
                Arguments.of(property("NewApiKey", "name"), (Consumer<String>) ApiKey::checkedName),
                Arguments.of(property("NewInbox", "name"), (Consumer<String>) Inbox::checkedName),
                Arguments.of(property("NewTenant", "id"), tenant));
    }

    /** The longest text of the document is taken and one more character is not. */
    @ParameterizedTest
    @MethodSource("texts")
    void textsHaveTheLengthsThatAreChecked(JsonNode schema, Consumer<String> check) {
        int longest = longest(schema);
        int shortest = schema.path("minLength").asInt(0);

        check.accept("a".repeat(longest));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> check.accept("a".repeat(longest + 1)));
        if (shortest > 0) {
            check.accept("a".repeat(shortest));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> check.accept("a".repeat(shortest - 1)));
        }
    }

    private static int longest(JsonNode schema) {
        if (schema.has("maxLength")) {
            return schema.path("maxLength").asInt();
        }
        var range = Pattern.compile("\\{1,(\\d+)}\\$$").matcher(schema.path("pattern").asString());
        assertThat(range.find()).as(schema.toString()).isTrue();
        return Integer.parseInt(range.group(1));
    }

    static Stream<Arguments> patterns() {
        Consumer<String> tenant = TenantId::new;
        Consumer<String> webhook = SubscriptionId::new;
        Consumer<String> delivery = DeliveryId::new;
        Consumer<String> type = EventType::new;
        Consumer<String> key = text -> new IdempotencyKey(Reach.EVERYBODY, text);
        Consumer<String> duration = ShortDuration::parse;
        return Stream.of(
                Arguments.of(parameter("tenant"), "acme", tenant),
                Arguments.of(parameter("tenantId"), "acme", tenant),
                Arguments.of(property("NewWebhook", "tenant"), "acme", tenant),
                Arguments.of(property("NewApiKey", "tenant"), "acme", tenant),
                Arguments.of(property("NewReplay", "tenant"), "acme", tenant),
                Arguments.of(property("NewEvent", "tenant"), "acme", tenant),
                Arguments.of(property("NewTenant", "id"), "acme", tenant),
                Arguments.of(parameter("id"), "wh_1", webhook),
                Arguments.of(parameter("webhook"), "wh_1", webhook),
                Arguments.of(property("NewReplay", "webhook"), "wh_1", webhook),
                Arguments.of(property("PreviewRequest", "webhook_id"), "wh_1", webhook),
                Arguments.of(parameter("delivery"), "dlv_" + "0f".repeat(16), delivery),
                Arguments.of(
                        at("schemas/NewReplay/properties/ids/items"),
                        "dlv_" + "0f".repeat(16),
                        delivery),
                Arguments.of(
                        parameter("replay"),
                        "rpl_01kdw3q5g0000000000000000a",
                        (Consumer<String>) text -> TimeOrderedIds.required("rpl_", text)),
                Arguments.of(
                        parameter("key"),
                        "key_01kdw3q5g0000000000000000a",
                        (Consumer<String>) text -> TimeOrderedIds.required("key_", text)),
                Arguments.of(parameter("event_type"), "a.b", type),
                Arguments.of(parameter("name"), "a.b", type),
                Arguments.of(property("NewEvent", "type"), "a.b", type),
                Arguments.of(property("NewReplay", "event_type"), "a.b", type),
                Arguments.of(
                        property("NewEventType", "name"),
                        "a.b",
                        (Consumer<String>) RegisteredType::checkedName),
                Arguments.of(
                        at("schemas/NewWebhook/properties/events/items"),
                        "a.b",
                        (Consumer<String>) EventTypePattern::new),
                Arguments.of(property("Rotation", "overlap"), "90s", duration),
                Arguments.of(
                        at("schemas/NewWebhook/properties/retry_policy/properties/delays/items"),
                        "90s",
                        duration),
                Arguments.of(parameter("idempotencyKey"), "k-1", key));
    }

    /** With each character in turn at the end, both agree about the text. */
    @ParameterizedTest
    @MethodSource("patterns")
    void textsHaveTheCharactersThatAreChecked(
            JsonNode schema, String example, Consumer<String> check) {
        Pattern pattern = Pattern.compile(schema.path("pattern").asString());
        String start = example.substring(0, example.length() - 1);

        for (char c = 0; c < 0x180; c++) {
            String text = start + c;
            assertThat(isTaken(text, check))
                    .as("%s in %s", text, schema)
                    .isEqualTo(pattern.matcher(text).find() && c != '\n' && c != '\r' && c != 0x85);
        }
    }

    private static boolean isTaken(String text, Consumer<String> check) {
        try {
            check.accept(text);
            return true;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    @Test
    void numbersHaveTheBoundsThatAreChecked() {
        int deliveries = at("schemas/NewWebhook/properties/rate_limit/oneOf/0/maximum").asInt();
        assertThat(deliveries).isEqualTo(RateLimit.MOST_DELIVERIES);
        assertThat(
                        at("schemas/NewWebhook/properties/rate_limit/oneOf/1/properties/deliveries/maximum")
                                .asInt())
                .isEqualTo(RateLimit.MOST_DELIVERIES);
        assertThat(property("NewWebhook", "events").path("maxItems").asInt())
                .isEqualTo(EventSelection.MAX_TYPES);
        assertThat(property("NewWebhook", "retry_policy.delays").path("maxItems").asInt())
                .isEqualTo(RetrySchedule.MOST_DELAYS);
        assertThat(property("NewReplay", "rate").path("maximum").asInt())
                .isEqualTo(ReplayRate.MOST);
        assertThat(property("NewReplay", "ids").path("maxItems").asInt())
                .isEqualTo(ReplaySelection.MOST_IDS);
        assertThat(at("schemas/Course/properties/data/maxItems").asInt())
                .isEqualTo(Period.MAX_INTERVALS);
        int attempts = property("NewWebhook", "retry_policy.max_attempts").path("maximum").asInt();
        int delay = property("NewWebhook", "retry_policy.initial_delay").path("maximum").asInt();
        int factor =
                property("NewWebhook", "retry_policy.backoff_multiplier").path("maximum").asInt();
        assertThat(backoff(attempts, delay, factor)).isNotNull();
        assertThatIllegalArgumentException().isThrownBy(() -> backoff(attempts + 1, delay, factor));
        assertThatIllegalArgumentException().isThrownBy(() -> backoff(attempts, delay + 1, factor));
        assertThatIllegalArgumentException().isThrownBy(() -> backoff(attempts, delay, factor + 1));
    }

    private static ExponentialBackoff backoff(int attempts, int millis, int factor) {
        return new ExponentialBackoff(
                attempts,
                Duration.ofMillis(millis),
                factor,
                Optional.of(Duration.ofMillis(millis)));
    }

    @ParameterizedTest
    @EnumSource(Quota.class)
    void quotasHaveTheBoundsThatAreChecked(Quota quota) {
        JsonNode limit = property("TenantQuotas", quota.code());

        assertThat(limit.path("minimum").asLong(-1)).isZero();
        assertThat(limit.path("maximum").asLong()).isEqualTo(quota.max());
        for (String schema : List.of("TenantQuotas", "OwnQuotas", "TenantUsage")) {
            assertThat(at("schemas/" + schema + "/properties").propertyNames())
                    .as(schema)
                    .hasSize(Quota.values().length)
                    .contains(quota.code());
        }
    }

    @Test
    void aReplayNamesAsManyIdsAsTheDocumentSays() {
        DeadLetters.Filter all =
                new DeadLetters.Filter(
                        Reach.EVERYBODY,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());
        int most = property("NewReplay", "ids").path("maxItems").asInt();
        DeliveryId id = new DeliveryId("dlv_" + "0".repeat(32));

        assertThat(new ReplaySelection(all, Optional.of(Collections.nCopies(most, id))).ids())
                .isPresent();
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new ReplaySelection(
                                all,
                                Optional.of(
                                        IntStream.rangeClosed(0, most)
                                                .mapToObj(_ -> id)
                                                .toList())));
    }
}
