package io.postrider.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.model.DeliveryId;
import io.postrider.model.Payload;
import io.postrider.model.signature.HmacSha256;
import io.postrider.model.signature.SignatureScheme;
import io.postrider.model.signature.StandardSignature;
import io.postrider.subscription.ApiClient.Answer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/** Inboxes: what comes is shown with a verdict, and answered as was asked for. */
@UsesSharedService
class PlaygroundIT {

    private static final String INBOXES = "/api/v1/playground/inboxes";
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYq=";
    private static final String BODY = "{\"total\": 250.00}";

    private final ApiClient api = SharedService.SERVICE.api();
    private final ApiClient anybody = new ApiClient(api.base(), "");
    private final String inbox = api.post(INBOXES, "{\"name\":\"Orders\"}").text("id");

    @AfterEach
    void delete() {
        api.send("DELETE", INBOXES + "/" + inbox, "");
    }

    private Answer post(String... headers) {
        return anybody.send("POST", "/inbox/" + inbox, BODY, headers);
    }

    private Answer signed(String secret) {
        StandardSignature signature =
                StandardSignature.sign(
                        new DeliveryId("dlv_" + "0".repeat(32)),
                        Instant.ofEpochSecond(1_767_225_600),
                        Payload.of(BODY),
                        List.of(SignatureScheme.ofSecret(secret)));
        return post(
                "webhook-id", signature.id(),
                "webhook-timestamp", signature.timestamp(),
                "webhook-signature", signature.signature());
    }

    private JsonNode latest() {
        return api.get(INBOXES + "/" + inbox + "/requests").json().path("data").path(0);
    }

    @Test
    void showsWhatCameByteForByteAndNoCredentials() {
        assertThat(post("Authorization", "Bearer hunter2", "X-Team", "warehouse").status())
                .isEqualTo(200);

        JsonNode request = latest();
        assertThat(request.path("body").asString()).isEqualTo(BODY);
        assertThat(request.path("headers").path("x-team").asString()).isEqualTo("warehouse");
        assertThat(request.path("signature").asString()).isEqualTo("unsigned");
        assertThat(request.toString()).doesNotContain("hunter2");
    }

    @Test
    void checksTheSignatureWithTheSecretOfTheWebhookThatLeadsToIt() {
        signed(SECRET);
        assertThat(latest().path("signature").asString()).isEqualTo("no_secret");

        String webhook =
                api.post(
                                "/api/v1/webhooks",
                                """
                                {"url": "https://example.com/inbox/%s", "events": ["nothing.%s"],
                                 "secret": "%s"}\
                                """
                                        .formatted(inbox, UUID.randomUUID(), SECRET))
                        .text("id");
        assertThat(latest().path("signature").asString()).isEqualTo("valid");
        signed("whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
        assertThat(latest().path("signature").asString()).isEqualTo("invalid");
        assertThat(api.get(INBOXES + "/" + inbox + "/requests").response().body())
                .contains(webhook)
                .doesNotContain(SECRET);
        api.send("DELETE", "/api/v1/webhooks/" + webhook, "");
    }

    @Test
    void checksItAsTheFormatOfTheWebhookHasIt() {
        String webhook =
                api.post(
                                "/api/v1/webhooks",
                                """
                                {"url": "https://example.com/inbox/%s", "events": ["nothing.%s"],
                                 "format": "task-hub", "secret": "your-secret-key"}\
                                """
                                        .formatted(inbox, UUID.randomUUID()))
                        .text("id");
        byte[] body = BODY.getBytes(StandardCharsets.UTF_8);
        String digest =
                HexFormat.of().formatHex(HmacSha256.ofPlainText("your-secret-key").sign(body));
        post("X-Hub-Signature", "sha256=" + digest);
        assertThat(latest().path("signature").asString()).isEqualTo("valid");
        String verify = INBOXES + "/" + inbox + "/verify";
        assertThat(api.post(verify, secret("another-secret")).json().at("/data/0/signature"))
                .hasToString("\"invalid\"");
        post("X-Hub-Signature", "sha256=" + digest.replace('a', 'b').replace('1', '2'));
        assertThat(latest().path("signature").asString()).isEqualTo("invalid");
        signed(SECRET);
        assertThat(latest().path("signature").asString()).isEqualTo("unsigned");
        api.send("DELETE", "/api/v1/webhooks/" + webhook, "");
    }

    @Test
    void checksItWithASecretThatIsTypedIn() {
        signed(SECRET);

        Answer answer = api.post(INBOXES + "/" + inbox + "/verify", secret(SECRET));
        assertThat(answer.json().path("data").path(0).path("signature").asString())
                .isEqualTo("valid");
        assertThat(answer.response().body()).doesNotContain(SECRET);
        assertThat(
                        api.post(INBOXES + "/" + inbox + "/verify", secret("nonsense"))
                                .response()
                                .body())
                .contains("\"field\":\"secret\"");
    }

    private static String secret(String text) {
        return "{\"secret\":\"%s\"}".formatted(text);
    }

    @Test
    void answersAsItIsToldForSoManyRequests() {
        answer("{\"status\": 429, \"retry_after\": 7, \"times\": 2}");

        Answer first = post();
        assertThat(first.status()).isEqualTo(429);
        assertThat(first.response().headers().firstValue("Retry-After")).contains("7");
        assertThat(post().status()).isEqualTo(429);
        assertThat(post().status()).isEqualTo(200);

        answer("{\"status\": 410, \"delay_ms\": 50}");
        assertThat(post().status()).isEqualTo(410);
        assertThat(post().status()).isEqualTo(410);
    }

    private void answer(String wanted) {
        assertThat(put(wanted).status()).isEqualTo(200);
    }

    private Answer put(String answer) {
        return api.send(
                "PUT",
                INBOXES + "/" + inbox + "/answer",
                answer,
                "Content-Type",
                "application/json");
    }

    @Test
    void namesWhatCannotBeAnswered() {
        Answer refused = put("{\"status\": 101, \"delay_ms\": 60001, \"times\": 0}");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.response().body())
                .contains("status must be 200 to 599")
                .contains("delay_ms must be 0 to 60000")
                .contains("times must be 1 to 1000");
    }

    @Test
    void keepsTheLatestOnesAndForgetsThemWhenAsked() {
        for (int i = 0; i < 60; i++) {
            post();
        }

        JsonNode kept = api.get(INBOXES + "/" + inbox + "/requests").json();
        assertThat(kept.path("data")).hasSize(50);
        assertThat(kept.path("data").path(0).path("number").asInt()).isEqualTo(60);
        assertThat(kept.path("inbox").path("received").asInt()).isEqualTo(60);
        api.send("DELETE", INBOXES + "/" + inbox + "/requests", "");
        assertThat(latest().isMissingNode()).isTrue();
    }

    @Test
    void keepsNoMoreOfABodyThanItsStart() {
        anybody.send("POST", "/inbox/" + inbox, "x".repeat(200 * 1024));

        assertThat(latest().path("body").asString()).hasSize(128 * 1024);
        assertThat(latest().path("body_bytes").asInt()).isEqualTo(200 * 1024);
    }
}
