package io.postrider.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.subscription.ApiClient.Answer;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Events that were taken are found again, whether a webhook wanted them or not. */
@UsesSharedService
class EventSearchIT {

    private static final String EVENTS = "/api/v1/events";

    private final ApiClient api = SharedService.SERVICE.api();
    private final String type = "search.t" + UUID.randomUUID().toString().replace("-", "");

    private String send(String data) {
        Answer answer = api.post(EVENTS, "{\"type\":\"%s\",\"data\":%s}".formatted(type, data));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
        return answer.text("id");
    }

    /** So many that no two events of one test are read at a time. */
    private void sendOthers() {
        String others =
                IntStream.range(0, 100)
                        .mapToObj(_ -> "{\"type\":\"search.other\"}")
                        .collect(Collectors.joining(",", "[", "]"));
        assertThat(api.post(EVENTS, others).status()).isEqualTo(202);
    }

    private JsonNode page(String query) {
        Answer answer = api.get(EVENTS + query);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.json();
    }

    private static List<String> ids(JsonNode page) {
        return page.path("data").valueStream().map(event -> event.path("id").asString()).toList();
    }

    @Test
    void findsThemByTypeAndIdThePagesOneAfterTheOther() {
        List<String> sent = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            sent.add(send("{}"));
            sendOthers();
        }
        List<String> found = new ArrayList<>();
        String cursor = "";
        int pages = 0;
        do {
            JsonNode page = page("?limit=3&event_type=" + type + cursor);
            found.addAll(ids(page));
            String next = page.path("next_cursor").asString("");
            cursor = next.isEmpty() ? "" : "&cursor=" + next;
        } while (!cursor.isEmpty() && ++pages < 1_000);

        assertThat(found).containsExactlyElementsOf(sent.reversed());
        assertThat(ids(page("?event_id=" + sent.get(3)))).containsExactly(sent.get(3));
    }

    @Test
    void looksOnlyWithinTheTimeThatIsAskedFor() {
        send("{}");

        assertThat(ids(page("?to=2020-01-01T00:00:00Z&event_type=" + type))).isEmpty();
        assertThat(ids(page("?from=2020-01-01T00:00:00Z&event_type=" + type))).hasSize(1);
        assertThat(ids(page("?from=2999-01-01T00:00:00Z&event_type=" + type))).isEmpty();
    }

    @Test
    void showsAnEventAsItWasSentAndThatNobodyGotIt() {
        String id = send("{\"total\": 250.00}");
        String position =
                api.get(EVENTS + "?event_id=" + id)
                        .json()
                        .path("data")
                        .path(0)
                        .path("position")
                        .asString();

        for (String path : List.of("", "?position=" + position)) {
            Answer answer = api.get(EVENTS + "/" + id + path);
            assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
            assertThat(answer.response().body()).contains("250.00");
            assertThat(answer.json().path("deliveries")).isEmpty();
        }
        assertThat(api.get(EVENTS + "/other?position=" + position).status()).isEqualTo(404);
        assertThat(api.get(EVENTS + "/" + id + "?position=0:999999").status()).isEqualTo(404);
        assertThat(api.get(EVENTS + "/" + id + "?position=99:0").status()).isEqualTo(404);
        assertThat(api.get(EVENTS + "/" + id + "?position=here").status()).isEqualTo(400);
        assertThat(api.get(EVENTS + "?cursor=MTpi").status()).isEqualTo(400);
    }
}
