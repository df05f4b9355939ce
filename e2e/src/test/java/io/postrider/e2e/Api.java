package io.postrider.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** The admin REST API as a client sees it. */
final class Api {

    private static final JsonMapper JSON = new JsonMapper();

    private final URI base;
    private final String key;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

    Api(URI base, String key) {
        this.base = base;
        this.key = key;
    }

    /**
     * An answer; the body is a missing node when it is not JSON.
     *
     * @param cookie that it sets, without its attributes
     */
    record Answer(int status, String contentType, String cookie, JsonNode body) {}

    Answer call(String method, String path, Map<String, String> headers, byte[] body) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(base.resolve(path))
                        .timeout(Duration.ofSeconds(40))
                        .header("Authorization", "Bearer " + key)
                        .method(method, BodyPublishers.ofByteArray(body));
        headers.forEach(request::setHeader);
        HttpResponse<byte[]> response = send(request.build());
        String type = response.headers().firstValue("content-type").orElse("");
        return new Answer(
                response.statusCode(),
                type,
                response.headers().firstValue("set-cookie").orElse("").split(";", 2)[0],
                type.contains("json") ? JSON.readTree(response.body()) : JSON.missingNode());
    }

    private HttpResponse<byte[]> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(request.method() + " " + request.uri(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    Answer post(String path, Object body) {
        return send("POST", path, body);
    }

    Answer put(String path, Object body) {
        return send("PUT", path, body);
    }

    private Answer send(String method, String path, Object body) {
        return call(
                method,
                path,
                Map.of("Content-Type", "application/json"),
                JSON.writeValueAsBytes(body));
    }

    Answer postRaw(String path, String contentType, String body) {
        return call(
                "POST",
                path,
                Map.of("Content-Type", contentType),
                body.getBytes(StandardCharsets.UTF_8));
    }

    Answer get(String path) {
        return call("GET", path, Map.of(), new byte[0]);
    }

    /** What is no JSON. */
    String text(String path) {
        HttpRequest request =
                HttpRequest.newBuilder(base.resolve(path))
                        .timeout(Duration.ofSeconds(40))
                        .header("Authorization", "Bearer " + key)
                        .build();
        HttpResponse<byte[]> response = send(request);
        assertThat(response.statusCode()).as("GET %s", path).isEqualTo(200);
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    JsonNode getOk(String path) {
        Answer answer = get(path);
        assertThat(answer.status()).as("GET %s: %s", path, answer.body()).isEqualTo(200);
        return answer.body();
    }

    /** Creates a webhook and returns the API's answer with id and secret. */
    JsonNode createWebhook(Map<String, Object> webhook) {
        Answer answer = post("/api/v1/webhooks", webhook);
        assertThat(answer.status()).as("create: %s", answer.body()).isEqualTo(201);
        return answer.body();
    }

    /** The deliveries of a webhook, newest first, at most 100. */
    List<JsonNode> deliveries(String webhook) {
        return elements(getOk("/api/v1/webhooks/" + webhook + "/deliveries?limit=100"));
    }

    /** How many of a webhook's deliveries are in the state, page by page. */
    int count(String webhook, String state) {
        String path = "/api/v1/webhooks/%s/deliveries?state=%s&limit=100".formatted(webhook, state);
        JsonNode page = getOk(path);
        int count = page.get("data").size();
        while (page.get("next_cursor").isString()) {
            page = getOk(path + "&cursor=" + page.get("next_cursor").asString());
            count += page.get("data").size();
        }
        return count;
    }

    /** One delivery with its attempts and payload. */
    JsonNode delivery(String id) {
        return getOk("/api/v1/deliveries/" + id);
    }

    static List<JsonNode> elements(JsonNode page) {
        return StreamSupport.stream(page.get("data").spliterator(), false).toList();
    }
}
