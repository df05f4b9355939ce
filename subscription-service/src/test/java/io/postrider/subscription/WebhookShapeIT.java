package io.postrider.subscription;

import static io.postrider.subscription.Snapshots.announced;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.model.SubscriptionSnapshot;
import io.postrider.subscription.ApiClient.Answer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Formats, own headers, secrets and test mode of webhooks. */
@UsesSharedService
class WebhookShapeIT {

    private static final String WEBHOOKS = "/api/v1/webhooks";
    private static final String MASK = "********";

    private final ApiClient api = SharedService.SERVICE.api();

    private Answer create(String fields) {
        return api.post(
                WEBHOOKS,
                "{\"url\":\"https://example.com/hook\",\"events\":[\"order.*\"]%s}"
                        .formatted(fields.isEmpty() ? "" : "," + fields));
    }

    private String made(String fields) {
        Answer created = create(fields);
        assertThat(created.status()).as(created.toString()).isEqualTo(201);
        return WEBHOOKS + "/" + created.text("id");
    }

    @Test
    void hasTheStandardFormatUnlessTheCallNamesAnother() {
        assertThat(create("").text("format")).isEqualTo("standard");
        Answer created = create("\"format\":\"task-hub\"");

        assertThat(created.text("format")).isEqualTo("task-hub");
        assertThat(created.text("secret")).matches("[0-9a-f]{64}");
        assertThat(created.json().at("/retry_policy/delays").toString())
                .isEqualTo("[\"5s\",\"25s\",\"125s\"]");
        assertThat(created.json().path("rate_limit").toString())
                .isEqualTo("{\"deliveries\":60,\"period\":\"1m\"}");
        String path = WEBHOOKS + "/" + created.text("id");
        assertThat(announced(path, 1).format().value()).isEqualTo("task-hub");
    }

    @Test
    void retriesAsOftenAsAskedAtThePaceOfTheFormat() {
        Answer created = create("\"format\":\"task-hub\",\"retryPolicy\":{\"maxAttempts\":5}");

        assertThat(created.json().at("/retry_policy/delays").toString())
                .isEqualTo("[\"5s\",\"25s\",\"125s\",\"625s\"]");
        Answer tooMany = create("\"format\":\"task-hub\",\"retry_policy\":{\"max_attempts\":11}");
        assertThat(tooMany.wrongField()).isEqualTo("retry_policy");
        assertThat(tooMany.wrongMessage()).contains("1 to 10");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"format\":\"morse\" | format | allowed are standard, ecocast",
                "\"format\":\"A b\" | format | a-z",
                "\"format\":\"clip\",\"secret\":\"short\" | secret | 8 to 256",
                "\"format\":\"clip\",\"signature_scheme\":\"ed25519\" | signature_scheme |"
                        + " hmac-sha256",
                "\"secret\":\"your-secret-key\" | secret | whsec_",
                "\"headers\":{\"Webhook-Signature\":\"x\"} | headers.Webhook-Signature | format"
                        + " standard",
                "\"headers\":{\"webhook_signature\":\"x\"} | headers.webhook_signature | format"
                        + " standard",
                "\"headers\":{\"Host\":\"x\"} | headers.Host | cannot be set",
                "\"headers\":{\"Content_Length\":\"1\"} | headers.Content_Length | cannot be set",
                "\"headers\":{\"Via\":\"x\"} | headers.Via | cannot be set",
                "\"headers\":{\"Forwarded\":\"x\"} | headers.Forwarded | cannot be set",
                "\"headers\":{\"Transfer-Encoding\":\"chunked\"} | headers.Transfer-Encoding |"
                        + " cannot be set",
                "\"headers\":{\"content-length\":\"1\"} | headers.content-length | cannot be set",
                "\"headers\":{\"Connection\":\"close\"} | headers.Connection | cannot be set",
                "\"headers\":{\"Proxy-Authorization\":\"x\"} | headers.Proxy-Authorization | cannot"
                        + " be set",
                "\"headers\":{\"X-A\":\"a\\r\\nX-B: b\"} | headers.X-A | visible ASCII",
                "\"headers\":{\"X A\":\"a\"} | headers.X A | letters, digits",
                "\"headers\":{\"X-A\":1} | headers.X-A | must be a string",
                "\"headers\":{\"X-A\":\"1\",\"x-a\":\"2\"} | headers.x-a | twice",
                "\"headers\":{\"X-A\":\"********\"} | headers.X-A | mask",
                "\"headers\":[] | headers | an object",
                "\"testMode\":1 | test_mode | true or false",
            })
    void saysWhatDoesNotGoTogether(String fields, String field, String message) {
        Answer answer = create(fields);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(422);
        assertThat(answer.isProblem()).isTrue();
        assertThat(answer.wrongField()).isEqualTo(field);
        assertThat(answer.wrongMessage()).contains(message);
    }

    @Test
    void hasSoManyHeadersAndNoMore() {
        StringBuilder headers = new StringBuilder("\"X-0\":\"v\"");
        for (int i = 1; i < 20; i++) {
            headers.append(",\"X-%d\":\"v\"".formatted(i));
        }
        made("\"headers\":{%s}".formatted(headers));

        Answer more = create("\"headers\":{%s,\"X-20\":\"v\"}".formatted(headers));
        assertThat(more.wrongMessage()).contains("at most 20");
        String long2000 = "x".repeat(2000);
        Answer longer =
                create(
                        "\"headers\":{\"A\":\"%1$s\",\"B\":\"%1$s\",\"C\":\"%1$s\",\"D\":\"%1$s\"}"
                                .formatted(long2000));
        assertThat(longer.wrongMessage()).contains("8000 characters");
    }

    @Test
    void showsTheNamesOfHeadersAndKeepsTheirValues() {
        String path = made("\"headers\":{\"X-Custom-Header\":\"your-custom-value\"}");
        Answer read = api.get(path);
        assertThat(read.json().path("headers").toString())
                .isEqualTo("{\"X-Custom-Header\":\"%s\"}".formatted(MASK));
        SubscriptionSnapshot first = announced(path, 1);
        assertThat(first.headers()).containsOnlyKeys("X-Custom-Header");
        assertThat(first.headers().values().toString()).doesNotContain("your-custom-value");

        Answer same =
                api.patch(
                        path,
                        "{\"headers\":{\"X-Custom-Header\":\"your-custom-value\"},\"name\":null}");
        assertThat(same.json().path("version").asInt()).isEqualTo(1);
        Answer more =
                api.patch(
                        path,
                        "{\"headers\":{\"X-Custom-Header\":\"%s\",\"X-More\":\"m\"}}"
                                .formatted(MASK));
        assertThat(more.status()).as(more.toString()).isEqualTo(200);
        assertThat(announced(path, 2).headers())
                .containsEntry("X-Custom-Header", first.headers().get("X-Custom-Header"))
                .containsKey("X-More");
        assertThat(api.patch(path, "{\"headers\":{\"X-New\":\"%s\"}}".formatted(MASK)).wrongField())
                .isEqualTo("headers.X-New");
        assertThat(api.patch(path, "{\"headers\":null}").json().path("headers").toString())
                .isEqualTo("{}");
    }

    @Test
    void movesToAnotherFormatWithWhatItsOwnerNeverSet() {
        String path = made("\"timeout_ms\":3000,\"headers\":{\"X-Hub-Signature\":\"mine\"}");
        Answer refused = api.patch(path, "{\"format\":\"task-hub\"}");
        assertThat(refused.wrongField()).isEqualTo("headers.X-Hub-Signature");

        Answer moved = api.patch(path, "{\"format\":\"task-hub\",\"headers\":{}}");
        assertThat(moved.status()).as(moved.toString()).isEqualTo(200);
        assertThat(moved.json().path("timeout_ms").asInt()).isEqualTo(3000);
        assertThat(moved.json().path("rate_limit").isObject()).isTrue();
        assertThat(moved.json().at("/retry_policy/delays/1").asString()).isEqualTo("25s");
        assertThat(moved.json().path("version").asInt()).isEqualTo(2);
        assertThat(api.patch(path, "{\"format\":null}").text("format")).isEqualTo("standard");
    }

    @Test
    void keepsToFormatsThatItsSecretSuits() {
        String text = made("\"format\":\"clip\",\"secret\":\"your-secret-key\"");
        assertThat(api.patch(text, "{\"format\":\"standard\"}").wrongField()).isEqualTo("format");
        Answer both =
                api.patch(
                        text,
                        "{\"format\":\"standard\",\"secret\":\"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\"}");
        assertThat(both.status()).as(both.toString()).isEqualTo(200);

        String pair = made("\"signature_scheme\":\"ed25519\"");
        assertThat(api.patch(pair, "{\"format\":\"clip\"}").wrongField()).isEqualTo("format");
    }

    @Test
    void changesWhatAPutNamesAndKeepsTheRest() {
        String path = made("\"name\":\"n\",\"description\":\"d\"");

        Answer put =
                api.send("PUT", path, "{\"isActive\":false}", "Content-Type", "application/json");

        assertThat(put.status()).as(put.toString()).isEqualTo(200);
        assertThat(put.text("name")).isEqualTo("n");
        assertThat(put.json().path("active").asBoolean()).isFalse();
    }

    @Test
    void replacesTheSecretAtOnce() {
        Answer created = create("\"format\":\"clip\"");
        String path = WEBHOOKS + "/" + created.text("id");

        Answer regenerated = api.post(path + "/regenerate-secret", "");

        assertThat(regenerated.status()).as(regenerated.toString()).isEqualTo(200);
        assertThat(regenerated.text("secret"))
                .matches("[0-9a-f]{64}")
                .isNotEqualTo(created.text("secret"));
        assertThat(announced(path, 2).secrets())
                .hasSize(1)
                .doesNotContainAnyElementsOf(announced(path, 1).secrets());
        assertThat(api.get(path).json().has("secret")).isFalse();
        Answer overlap = api.post(path + "/regenerate-secret", "{\"overlap\":\"24h\"}");
        assertThat(overlap.status()).isEqualTo(422);
        assertThat(overlap.wrongField()).isEqualTo("overlap");
        assertThat(overlap.wrongMessage()).contains("format clip", "one signature");
    }

    @Test
    void letsBothSecretsSignWhileTheyOverlap() {
        String path = made("");

        Answer regenerated = api.post(path + "/regenerate-secret", "{\"overlap\":\"24h\"}");

        assertThat(regenerated.status()).as(regenerated.toString()).isEqualTo(200);
        assertThat(regenerated.json().path("previous_secret_until").isString()).isTrue();
        String before = announced(path, 1).secrets().getFirst();
        assertThat(announced(path, 2).secrets()).hasSize(2).last().isEqualTo(before);
        Answer at = api.post(path + "/regenerate-secret", "{\"overlap\":\"1s\"}");
        assertThat(at.wrongField()).isEqualTo("overlap");
        assertThat(api.post(path + "/regenerate-secret", "{\"until\":1}").wrongField())
                .isEqualTo("until");
        Answer atOnce = api.post(path + "/regenerate-secret", "{}");
        assertThat(atOnce.json().path("previous_secret_until").isNull()).isTrue();
        assertThat(announced(path, 3).secrets()).hasSize(1);
    }

    @Test
    void takesAnOwnSecretInARegenerationAndInAChange() {
        String path = made("\"format\":\"clip\",\"secret\":\"your-secret-key\"");

        Answer regenerated =
                api.post(path + "/regenerate-secret", "{\"secret\":\"another-secret\"}");
        assertThat(regenerated.text("secret")).isEqualTo("another-secret");
        Answer same = api.patch(path, "{\"secret\":\"another-secret\"}");
        assertThat(same.json().path("version").asInt()).isEqualTo(2);
        assertThat(same.json().has("secret")).isFalse();
        Answer other = api.patch(path, "{\"secret\":\"a-third-secret\"}");
        assertThat(other.json().path("version").asInt()).isEqualTo(3);
        assertThat(api.post("/api/v1/webhooks/wh_none/regenerate-secret", "").status())
                .isEqualTo(404);
    }

    @Test
    void selectsNoLiveEventInTestMode() {
        String path = made("\"testMode\":true");

        assertThat(api.get(path).json().path("test_mode").asBoolean()).isTrue();
        assertThat(api.get(path).json().path("events").toString()).isEqualTo("[\"order.*\"]");
        assertThat(announced(path, 1).selection().types()).isEmpty();
        assertThat(announced(path, 1).active()).isTrue();
        api.patch(path, "{\"test_mode\":false}");
        assertThat(announced(path, 2).selection().types()).hasSize(1);
    }

    @Test
    void thePreviewShowsTheUserAgentThatIsSent() {
        Answer preview =
                api.post(
                        "/api/v1/formats/preview",
                        "{\"url\":\"https://example.com/hook\",\"event\":{\"type\":\"a.b\"}}");

        assertThat(preview.status()).as(preview.toString()).isEqualTo(200);
        assertThat(
                        preview.json()
                                .path("headers")
                                .valueStream()
                                .filter(header ->
                                        header.path("name").asString().equals("user-agent"))
                                .map(header -> header.path("value").asString()))
                .singleElement()
                .asString()
                .matches("Postrider/\\d.*");
    }
}
