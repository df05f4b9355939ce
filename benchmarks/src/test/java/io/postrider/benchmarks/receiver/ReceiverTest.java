package io.postrider.benchmarks.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.benchmarks.receiver.Receiver.Behaviour;

import org.junit.jupiter.api.Test;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

class ReceiverTest {

    private static int post(HttpClient http, URI url, String body) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(url).POST(BodyPublishers.ofString(body)).build();
        return http.sendAsync(request, BodyHandlers.discarding())
                .get(20, TimeUnit.SECONDS)
                .statusCode();
    }

    @Test
    void answersAsEachEndpointShouldAndCountsWhatItTakes() throws Exception {
        try (Receiver receiver = Receiver.start();
                HttpClient http = HttpClient.newHttpClient()) {
            Tally tally = new Tally(new Spread(3, 1));
            receiver.countIn(tally);
            String event = "{\"id\":\"" + EventMark.id(receiver.nanos(), 2) + "\",\"data\":{}}";

            assertThat(post(http, receiver.url(Behaviour.OK, 2), event)).isEqualTo(200);
            assertThat(post(http, receiver.url(Behaviour.OK, 2), event)).isEqualTo(200);
            assertThat(post(http, receiver.url(Behaviour.OK, 1), "{}")).isEqualTo(200);
            assertThat(post(http, receiver.url(Behaviour.REFUSE, 1), event)).isEqualTo(503);
            receiver.refuse(true);
            assertThat(post(http, receiver.url(Behaviour.OK, 0), event)).isEqualTo(503);

            assertThat(tally.distinct()).isEqualTo(1);
            assertThat(tally.duplicates()).isEqualTo(1);
            assertThat(tally.posts(1)).isEqualTo(1);
            assertThat(tally.posts(0)).isZero();
        }
    }

    @Test
    void flakyEndpointsAcceptProbesAndSomeEvents() throws Exception {
        try (Receiver receiver = Receiver.start();
                HttpClient http = HttpClient.newHttpClient()) {
            Tally tally = new Tally(new Spread(1, 1));
            receiver.countIn(tally);
            URI throttling = receiver.url(Behaviour.THROTTLE_EVERY_SECOND_EVENT, 0);
            assertThat(post(http, throttling, "{}")).isEqualTo(200);
            assertThat(post(http, throttling, event(receiver, 0))).isEqualTo(429);
            assertThat(post(http, throttling, event(receiver, 0))).isEqualTo(200);
            assertThat(post(http, throttling, event(receiver, 1))).isEqualTo(200);

            Map<Integer, Integer> answers = new HashMap<>();
            for (int i = 0; i < 200; i++) {
                URI failing = receiver.url(Behaviour.FAIL_AT_RANDOM, 0);
                answers.merge(post(http, failing, event(receiver, i)), 1, Integer::sum);
            }
            assertThat(answers).containsOnlyKeys(200, 500);
            assertThat(answers.get(500)).isBetween(30, 90);
        }
    }

    @Test
    void anEndpointWithALimitBeginsAnewEachSecond() {
        FlakyAnswers answers = new FlakyAnswers();
        for (int second = 0; second < 3; second++) {
            long now = TimeUnit.SECONDS.toNanos(second);
            for (int i = 0; i < Behaviour.LIMIT_PER_SECOND; i++) {
                assertThat(answers.isOverLimit(now)).isFalse();
            }
            assertThat(answers.isOverLimit(now + 1)).isTrue();
        }
    }

    private static String event(Receiver receiver, long sequence) {
        return "{\"id\":\"" + EventMark.id(receiver.nanos(), sequence) + "\",\"data\":{}}";
    }
}
