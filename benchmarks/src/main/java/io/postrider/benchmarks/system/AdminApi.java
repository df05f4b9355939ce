package io.postrider.benchmarks.system;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The REST API of the system under test. */
public final class AdminApi implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int CREATED = 201;
    private static final int OK = 200;
    private static final int AT_A_TIME = 8;

    private final URI address;
    private final String key;
    private final JsonMapper json = new JsonMapper();
    private final HttpClient http = HttpClient.newHttpClient();

    AdminApi(URI address, String key) {
        this.address = address;
        this.key = key;
    }

    boolean isReady() {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(address.resolve("/actuator/health/readiness"))
                            .timeout(TIMEOUT)
                            .build();
            return http.send(request, BodyHandlers.discarding()).statusCode() == OK;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * Creates webhooks, several at a time and in no certain order.
     *
     * @param webhooks each as the API takes it
     * @throws BenchFailedException when one is refused
     */
    public void create(List<Map<String, Object>> webhooks) throws InterruptedException {
        try (ExecutorService clients = Executors.newFixedThreadPool(AT_A_TIME)) {
            List<Future<?>> pending = new ArrayList<>();
            webhooks.forEach(webhook -> pending.add(clients.submit(() -> create(webhook))));
            for (Future<?> each : pending) {
                each.get();
            }
        } catch (ExecutionException e) {
            throw new BenchFailedException("a webhook could not be created: " + e.getCause(), e);
        }
    }

    private Void create(Map<String, Object> webhook) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(address.resolve("/api/v1/webhooks"))
                        .timeout(TIMEOUT)
                        .header("Authorization", "Bearer " + key)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofByteArray(json.writeValueAsBytes(webhook)))
                        .build();
        HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
        if (answer.statusCode() != CREATED) {
            throw new IOException(answer.statusCode() + " " + answer.body());
        }
        return null;
    }

    @Override
    public void close() {
        http.close();
    }
}
