package io.postrider.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.subscription.ApiClient.Answer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.JsonNode;

import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The console's files, and what of the API is there for its sake. */
@UsesSharedService
class ConsoleIT {

    private static final String WEBHOOKS = "/api/v1/webhooks";
    private static final String GROUPS = "/api/v1/dead-letters/groups?webhook=";

    private final ApiClient api = SharedService.SERVICE.api();
    private final ApiClient anybody = new ApiClient(api.base(), "");

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/health", "/wh_1/edit", "/deliveries/dlv_1"})
    void showsItsDocumentAtEveryAddressOfAPage(String page) {
        Answer answer = anybody.get("/settings/webhooks" + page);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.response().body()).contains("<div id=\"root\">");
        assertThat(answer.header("Cache-Control").orElse("")).contains("no-store");
        assertThat(answer.header("Content-Security-Policy").orElse(""))
                .contains("script-src 'self'")
                .contains("frame-ancestors 'none'");
    }

    @Test
    void letsBrowsersKeepItsFilesForEver() {
        Matcher script =
                Pattern.compile("src=\"([^\"]+)\"")
                        .matcher(anybody.get("/settings/webhooks").response().body());
        assertThat(script.find()).isTrue();

        Answer file = anybody.get(script.group(1));

        assertThat(file.status()).isEqualTo(200);
        assertThat(file.header("Content-Type").orElse("")).startsWith("text/javascript");
        assertThat(file.header("Cache-Control").orElse(""))
                .contains("max-age=31536000", "immutable");
        assertThat(anybody.get("/settings/webhooks/assets/none.js").status()).isEqualTo(404);
    }

    @Test
    void isWhereTheRootLeads() {
        assertThat(anybody.get("/").header("Location")).hasValue("/settings/webhooks");
    }

    @ParameterizedTest
    @CsvSource({
        "ORDERS, true",
        "%2Fhook-, true",
        "ask%20the%20warehouse, true",
        "%25, false",
        "invoices, false",
    })
    void findsWebhooksByPartOfWhatIsSaidOfThem(String search, boolean found) {
        String tenant = api.tenant("t" + UUID.randomUUID());
        api.post(
                WEBHOOKS,
                """
                {"url": "https://example.com/hook-1", "events": ["*"], "tenant": "%s",
                 "name": "Orders", "description": "Ask the Warehouse"}
                """
                        .formatted(tenant));

        Answer answer = api.get(WEBHOOKS + "?tenant=%s&search=%s".formatted(tenant, search));

        assertThat(answer.json().path("data")).hasSize(found ? 1 : 0);
    }

    @Test
    void refusesASearchThatIsTooLong() {
        Answer answer = api.get(WEBHOOKS + "?search=" + "a".repeat(256));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("detail")).contains("255");
    }

    @Test
    void refusesASearchForWhatTheDatabaseCannotHold() {
        Answer answer = api.get(WEBHOOKS + "?search=a%00b");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.wrongField()).isEqualTo("search");
    }

    @Test
    void listsFormatsWithWhatHoldsInThem() {
        List<JsonNode> formats =
                List.copyOf(api.get("/api/v1/formats").json().path("data").values());

        assertThat(formats)
                .extracting(format -> format.path("name").asString())
                .contains("standard", "ecocast", "task-hub", "clip", "project-44", "envoyou");
        JsonNode standard = formats.getFirst();
        assertThat(standard.path("default").asBoolean()).isTrue();
        assertThat(standard.path("overlap").asBoolean()).isTrue();
        assertThat(standard.path("secret").asString()).isEqualTo("standard");
        assertThat(standard.at("/retry_policy/delays/0").asString()).isEqualTo("5s");
        assertThat(standard.path("timeout_ms").asInt()).isEqualTo(10_000);
        assertThat(standard.path("headers").toString()).contains("webhook-signature");
        assertThat(formats)
                .filteredOn(format -> format.path("default").asBoolean())
                .containsExactly(standard);
    }

    @Test
    void countsDeadLettersByWebhookAndReasonUntilTheyAreReplayed() {
        HistoryScene scene = new HistoryScene(SharedService.SERVICE);
        Reports one = scene.deadLettered();
        scene.deadLettered();

        JsonNode groups = api.get(GROUPS + scene.webhook).json().path("data");
        assertThat(groups).hasSize(1);
        assertThat(groups.at("/0/webhook_id").asString()).isEqualTo(scene.webhook);
        assertThat(groups.at("/0/reason").asString()).isEqualTo("exhausted");
        assertThat(groups.at("/0/count").asInt()).isEqualTo(2);
        assertThat(api.get(GROUPS + scene.webhook + "&reason=gone").json().path("data")).isEmpty();

        api.post("/api/v1/dead-letters/" + one.id() + "/replay", "");
        assertThat(api.get(GROUPS + scene.webhook).json().at("/data/0/count").asInt()).isEqualTo(1);
        scene.close();
    }
}
