package io.postrider.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postrider.testing.GuideReceivers;
import io.postrider.testing.GuideReceivers.Case;
import io.postrider.testing.Received;
import io.postrider.testing.Receiver;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/** A preview is the POST that a receiver gets. */
@UsesSharedPostrider
class PreviewIT {

    private static final Duration LONGEST = Duration.ofMinutes(3);
    private static final Path NPM = Path.of(System.getProperty("postrider.npm"));
    private static final JsonMapper JSON = new JsonMapper();

    /** White space, numbers and escapes that no parser would give back as they came. */
    private static final String DATA =
            "{\"total\": 1.10, \"big\": 12345678901234567890, \"text\":\"\\u00e9 <ü> \\/\"}";

    private final String type = "preview.t" + UUID.randomUUID().toString().replace("-", "");
    private Api api;
    private Receiver receiver;

    @BeforeEach
    void start() throws Exception {
        api = SharedPostrider.get().api();
        receiver = Receiver.start();
    }

    @AfterEach
    void stop() {
        receiver.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"standard", "ecocast", "task-hub", "clip", "project-44", "envoyou"})
    void aPreviewIsThePostThatComes(String format) {
        Map<String, Object> settings =
                Map.of(
                        "url", receiver.url("/hook?a=b"),
                        "format", format,
                        "headers", Map.of("X-Team", "orders", "User-Agent", "mine/1"));
        Map<String, Object> webhook = new TreeMap<>(settings);
        webhook.put("events", List.of(type));
        webhook.put("authentication", Map.of("type", "bearer", "token", "t0k3n"));
        String id = api.createWebhook(webhook).get("id").asString();
        String event =
                "{\"id\":\"preview-1\",\"type\":\"%s\",\"time\":\"2026-01-31T12:00:00.5Z\",\"data\":%s}"
                        .formatted(type, DATA);

        JsonNode shown = preview(settings, id, event);
        assertThat(api.postRaw("/api/v1/events", "application/json", event).status())
                .isEqualTo(202);
        await("the POST").atMost(LONGEST).until(() -> !posts().isEmpty());
        Received post = posts().getFirst();

        assertThat(shown.get("method").asString()).isEqualTo(post.method());
        assertThat(shown.get("url").asString()).isEqualTo(receiver.url("/hook?a=b").toString());
        assertThat(shown.get("body").asString()).isEqualTo(post.bodyText());
        assertThat(shown.get("body_bytes").asInt()).isEqualTo(post.body().length);
        Map<String, String> expected = headers(post);
        Map<String, String> headers = headers(shown);
        assertThat(headers).containsOnlyKeys(expected.keySet());
        headers.forEach((name, value) -> {
            if (!changes(name)) {
                assertThat(value).as(name).isEqualTo(expected.get(name));
            }
        });
        assertThat(verdict(format, shown, headers)).isEqualTo(GuideReceivers.ACCEPTED);
    }

    private JsonNode preview(Map<String, Object> settings, String id, String event) {
        String about = JSON.writeValueAsString(settings);
        Api.Answer answer =
                api.postRaw(
                        "/api/v1/formats/preview",
                        "application/json",
                        "%s,\"webhook_id\":\"%s\",\"authentication_type\":\"bearer\",\"event\":%s}"
                                .formatted(about.substring(0, about.length() - 1), id, event));
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
        return answer.body();
    }

    /** Without the ping that some formats get when they are made. */
    private List<Received> posts() {
        return receiver.received().stream().filter(post -> post.toString().contains(type)).toList();
    }

    /** Times, and what is made of them or of chance; and the credential that is not shown. */
    private static boolean changes(String name) {
        return Stream.of("signature", "time", "nonce", "authorization").anyMatch(name::contains);
    }

    private static Map<String, String> headers(Received post) {
        Map<String, String> headers = new TreeMap<>();
        post.headers()
                .forEach((name, values) ->
                        headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
        return headers;
    }

    private static Map<String, String> headers(JsonNode shown) {
        Map<String, String> headers = new TreeMap<>();
        shown.get("headers")
                .forEach(header ->
                        headers.put(
                                header.get("name").asString().toLowerCase(Locale.ROOT),
                                header.get("value").asString()));
        return headers;
    }

    /** By the samples of the guides and a published verifier, with the secret that is shown. */
    private static String verdict(String format, JsonNode shown, Map<String, String> headers) {
        Map<String, List<String>> all = new TreeMap<>();
        headers.forEach((name, value) -> all.put(name, List.of(value)));
        Received request =
                new Received(
                        Instant.now(),
                        "POST",
                        "/hook",
                        all,
                        shown.get("body").asString().getBytes(StandardCharsets.UTF_8));
        String secret = shown.get("example_secret").asString();
        return format.equals("standard")
                ? GuideReceivers.judge(
                                List.of("node", "verifiers.mjs"),
                                NPM,
                                List.of(new Case("standardwebhooks", secret, request)))
                        .getFirst()
                : GuideReceivers.inJavaScript(List.of(new Case(format, secret, request)))
                        .getFirst();
    }
}
