package io.postrider.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postrider.subscription.ApiClient.Answer;
import io.postrider.testing.Patience;
import io.postrider.testing.RealKafka;
import io.postrider.testing.RealPostgres;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Events show as they come, to those who may see them, for as long as they may. */
@UsesSharedService
class LiveEventsIT {

    private static final String LIVE = "/api/v1/live/events";
    private static final String EVENTS = "/api/v1/events";
    private static final int USUAL_QUOTA = 4;
    private static final JsonMapper JSON = new JsonMapper();

    private final ApiClient admin = SharedService.SERVICE.api();
    private final String tenant = admin.tenant("t" + UUID.randomUUID());
    private final String type = "live.t" + UUID.randomUUID().toString().replace("-", "");
    private final List<Tail> open = new ArrayList<>();

    @AfterEach
    void close() {
        open.forEach(Tail::close);
    }

    private record Message(String name, JsonNode data, String id) {}

    /** An answer that is read as it comes. */
    private static final class Tail implements AutoCloseable {

        private final HttpClient http = HttpClient.newHttpClient();
        private final Queue<Message> messages = new ConcurrentLinkedQueue<>();
        private final CompletableFuture<Void> reading;

        Tail(ApiClient as, String query, String... headers) throws Exception {
            HttpRequest.Builder request = HttpRequest.newBuilder(as.base().resolve(LIVE + query));
            if (!as.key().isEmpty()) {
                request.header("Authorization", "Bearer " + as.key());
            }
            if (headers.length > 0) {
                request.headers(headers);
            }
            HttpResponse<Stream<String>> response =
                    http.send(request.build(), HttpResponse.BodyHandlers.ofLines());
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("Content-Type").orElse(""))
                    .startsWith("text/event-stream");
            assertThat(response.headers().firstValue("X-Accel-Buffering")).contains("no");
            assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
            // the first line is written when the places to begin at are known
            Iterator<String> lines = response.body().iterator();
            assertThat(lines.next()).startsWith(":");
            reading =
                    CompletableFuture.runAsync(
                            () -> read(lines), work -> Thread.ofVirtual().start(work));
        }

        private void read(Iterator<String> lines) {
            String name = "";
            JsonNode data = JSON.nullNode();
            while (lines.hasNext()) {
                String line = lines.next();
                if (line.startsWith("event: ")) {
                    name = line.substring(7);
                } else if (line.startsWith("data: ")) {
                    data = JSON.readTree(line.substring(6));
                } else if (line.startsWith("id: ")) {
                    messages.add(new Message("", JSON.nullNode(), line.substring(4)));
                } else if (line.isEmpty() && !name.isEmpty()) {
                    messages.add(new Message(name, data, ""));
                    name = "";
                }
            }
        }

        List<JsonNode> named(String name) {
            return messages.stream()
                    .filter(it -> it.name().equals(name))
                    .map(Message::data)
                    .toList();
        }

        List<String> ids() {
            return named("event").stream().map(it -> it.path("id").asString()).toList();
        }

        String lastPosition() {
            return messages.stream()
                    .map(Message::id)
                    .filter(id -> !id.isEmpty())
                    .reduce("", (_, last) -> last);
        }

        String awaitEnd() {
            await("the stream ends").atMost(Patience.LONGEST).until(reading::isDone);
            return named("end").getFirst().path("reason").asString();
        }

        @Override
        public void close() {
            http.shutdownNow();
        }
    }

    private Tail follow(ApiClient as, String query, String... headers) throws Exception {
        Tail tail = new Tail(as, query, headers);
        open.add(tail);
        return tail;
    }

    private String send(String ofTenant) {
        Answer answer =
                admin.post(
                        EVENTS,
                        "{\"type\":\"%s\",\"tenant\":\"%s\",\"data\":{}}"
                                .formatted(type, ofTenant));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
        return answer.text("id");
    }

    private Answer newKey(String of, String scope) {
        Answer made =
                admin.post(
                        "/api/v1/api-keys",
                        "{\"name\":\"live\",\"scopes\":[\"%s\"],\"tenant\":\"%s\"}"
                                .formatted(scope, of));
        assertThat(made.status()).as(made.toString()).isEqualTo(201);
        return made;
    }

    private ApiClient reader() {
        return new ApiClient(admin.base(), newKey(tenant, "deliveries:read").text("key"));
    }

    @Test
    void aTenantSeesItsOwnEventsAsTheyComeAndNoOthers() throws Exception {
        send(tenant);
        Tail tail = follow(reader(), "?seconds=60");
        String other = admin.tenant("t" + UUID.randomUUID());

        send(other);
        String first = send(tenant);
        String second = send(tenant);
        await().atMost(Patience.LONGEST).until(() -> tail.ids().size() >= 2);

        assertThat(tail.ids()).containsExactlyInAnyOrder(first, second);
        assertThat(tail.named("event"))
                .allSatisfy(event -> {
                    assertThat(event.path("tenant").asString()).isEqualTo(tenant);
                    assertThat(event.path("type").asString()).isEqualTo(type);
                    assertThat(event.path("position").asString()).matches("\\d+:\\d+");
                });
    }

    /** Which is later than the first time that its key is asked for again. */
    @Test
    void showsTheTypeThatIsAskedForAndEndsInTime() throws Exception {
        Tail tail = follow(admin, "?seconds=7&event_type=" + type);
        admin.post(EVENTS, "{\"type\":\"live.other\"}");
        String wanted = send(tenant);

        assertThat(tail.awaitEnd()).isEqualTo("time");
        assertThat(tail.ids()).containsExactly(wanted);
    }

    @Test
    void whoComesAgainMissesNothing() throws Exception {
        Tail before = follow(admin, "?event_type=" + type);
        send(tenant);
        await().atMost(Patience.LONGEST).until(() -> !before.lastPosition().isEmpty());
        before.close();

        List<String> missed = List.of(send(tenant), send(tenant));
        Tail after = follow(admin, "?event_type=" + type, "Last-Event-ID", before.lastPosition());
        await().atMost(Patience.LONGEST).until(() -> after.ids().size() >= 2);

        assertThat(after.ids()).containsExactlyInAnyOrderElementsOf(missed);
    }

    @Test
    void countsWhatComesTooFastToBeShown() throws Exception {
        Tail tail = follow(admin, "?event_type=" + type);
        int count = 1_000;
        String many =
                IntStream.range(0, count)
                        .mapToObj(_ -> "{\"type\":\"%s\"}".formatted(type))
                        .collect(Collectors.joining(",", "[", "]"));
        assertThat(admin.post(EVENTS, many).status()).isEqualTo(202);

        await().atMost(Patience.LONGEST).until(() -> tail.ids().size() + passedOver(tail) >= count);
        assertThat(passedOver(tail)).isPositive();
        assertThat(tail.ids().size() + passedOver(tail)).isEqualTo(count);
    }

    private static int passedOver(Tail tail) {
        return tail.named("passed_over").stream().mapToInt(it -> it.path("count").asInt()).sum();
    }

    @Test
    void endsWithTheKey() throws Exception {
        Answer key = newKey(tenant, "deliveries:read");
        Tail tail = follow(new ApiClient(admin.base(), key.text("key")), "?seconds=600");

        assertThat(admin.delete("/api/v1/api-keys/" + key.text("id")).status()).isEqualTo(204);

        assertThat(tail.awaitEnd()).isEqualTo("access");
    }

    @Test
    void endsWithTheSessionOfABrowserAndNotBefore() throws Exception {
        String key = newKey(tenant, "deliveries:read").text("key");
        ApiClient browser = new ApiClient(admin.base(), "");
        Answer opened = browser.post("/api/v1/session", "{\"api_key\":\"%s\"}".formatted(key));
        String cookie = opened.header("Set-Cookie").orElseThrow().split(";", 2)[0];
        assertThat(follow(browser, "?seconds=7", "Cookie", cookie).awaitEnd()).isEqualTo("time");

        Tail tail = follow(browser, "?seconds=600", "Cookie", cookie);
        Answer closed =
                browser.send(
                        "DELETE",
                        "/api/v1/session",
                        "",
                        "Cookie",
                        cookie,
                        "X-CSRF-Token",
                        opened.text("csrf_token"));
        assertThat(closed.status()).as(closed.toString()).isEqualTo(204);

        assertThat(tail.awaitEnd()).isEqualTo("access");
    }

    @Test
    void doesNotHoldUpAServiceThatStops() throws Exception {
        RunningService service =
                RunningService.start(
                                RealKafka.shared().bootstrapServers(),
                                RealPostgres.shared().newDatabase(),
                                "live.")
                        .awaitReady();
        Tail tail;
        try (service) {
            tail = follow(service.api(), "?seconds=3600");
        }

        assertThat(tail.awaitEnd()).isEqualTo("shutdown");
    }

    @Test
    void areFewAtATimeAndMakeRoomWhenTheyGo() throws Exception {
        ApiClient reader = reader();
        for (int i = 0; i < USUAL_QUOTA; i++) {
            follow(reader, "");
        }
        Answer refused = reader.get(LIVE + "?seconds=1");
        assertThat(refused.status()).as(refused.toString()).isEqualTo(429);
        assertThat(refused.isProblem()).isTrue();
        assertThat(refused.text("quota")).isEqualTo("live_tails");
        assertThat(refused.json().path("limit").asInt()).isEqualTo(USUAL_QUOTA);

        open.getFirst().close();
        await("there is room again")
                .atMost(Patience.LONGEST)
                .until(() -> reader.get(LIVE + "?seconds=1").status() == 200);
    }

    @Test
    void refusesWhatMakesNoSense() {
        assertThat(admin.get(LIVE + "?seconds=0").status()).isEqualTo(400);
        assertThat(admin.get(LIVE + "?seconds=3601").status()).isEqualTo(400);
        assertThat(admin.get(LIVE + "?cursor=MTpi").status()).isEqualTo(400);
        assertThat(reader().get(LIVE + "?tenant=default").status()).isEqualTo(404);
        ApiClient writer = new ApiClient(admin.base(), newKey(tenant, "events:write").text("key"));
        assertThat(writer.get(LIVE).status()).isEqualTo(403);
        assertThat(new ApiClient(admin.base(), "").get(LIVE).status()).isEqualTo(401);
    }
}
