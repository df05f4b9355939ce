package io.postrider.subscription;

import io.postrider.testing.Patience;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Calls the API over HTTP, as anybody would. */
record ApiClient(URI base, String key) {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Patience.LONGEST).build();
    private static final JsonMapper JSON = new JsonMapper();

    record Answer(HttpResponse<String> response) {

        int status() {
            return response.statusCode();
        }

        JsonNode json() {
            return JSON.readTree(response.body());
        }

        Optional<String> header(String name) {
            return response.headers().firstValue(name);
        }

        List<String> headers(String name) {
            return response.headers().allValues(name);
        }

        String text(String name) {
            return json().path(name).asString();
        }

        /** The field named by the first error of a problem. */
        String wrongField() {
            return json().path("errors").path(0).path("field").asString();
        }

        String wrongMessage() {
            return json().path("errors").path(0).path("message").asString();
        }

        boolean isProblem() {
            return header("Content-Type").orElse("").startsWith("application/problem+json")
                    && json().path("status").asInt() == status()
                    && !text("title").isEmpty()
                    && !text("detail").isEmpty()
                    && !text("type").isEmpty();
        }

        @Override
        public String toString() {
            return response.statusCode() + " " + response.body();
        }
    }

    /** Makes the tenant, unless there is one. */
    String tenant(String id) {
        int status = post("/api/v1/tenants", "{\"id\":\"%s\"}".formatted(id)).status();
        if (status != 201 && status != 409) {
            throw new IllegalStateException("making tenant %s answered %d".formatted(id, status));
        }
        return id;
    }

    Answer get(String path) {
        return send("GET", path, "");
    }

    Answer post(String path, String json) {
        return send("POST", path, json, "Content-Type", "application/json");
    }

    Answer patch(String path, String json) {
        return send("PATCH", path, json, "Content-Type", "application/json");
    }

    Answer delete(String path) {
        return send("DELETE", path, "");
    }

    Answer send(String method, String path, String body, String... headers) {
        return send(method, path, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    Answer send(String method, String path, byte[] body, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(base.resolve(path))
                        .timeout(Patience.LONGEST)
                        .method(
                                method,
                                body.length == 0
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofByteArray(body));
        if (!key.isEmpty()) {
            request.header("Authorization", "Bearer " + key);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return new Answer(
                    HTTP.send(
                            request.build(),
                            HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
