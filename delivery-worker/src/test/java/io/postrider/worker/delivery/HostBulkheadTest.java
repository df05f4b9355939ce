package io.postrider.worker.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postrider.model.SubscriptionId;

import org.junit.jupiter.api.Test;

import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

class HostBulkheadTest {

    private static final URI URL = URI.create("https://shared.example/hook");

    private final HostBulkhead bulkhead = new HostBulkhead(2);
    private final List<String> begun = Collections.synchronizedList(new ArrayList<>());
    private final Deque<CompletableFuture<String>> underWay = new ArrayDeque<>();

    private CompletionStage<String> take(URI url, String webhook) {
        return bulkhead.run(
                url,
                new SubscriptionId(webhook),
                () -> {
                    CompletableFuture<String> request = new CompletableFuture<>();
                    underWay.add(request);
                    begun.add(webhook);
                    return request;
                });
    }

    private void endOne() {
        int expected = begun.size() + 1;
        underWay.remove().complete("done");
        await().until(() -> begun.size() == expected);
    }

    @Test
    void bringsTheOutcome() {
        CompletionStage<String> outcome = take(URL, "wh_a");
        assertThat(outcome.toCompletableFuture()).isNotDone();

        underWay.remove().complete("done");

        assertThat(outcome.toCompletableFuture()).isCompletedWithValue("done");
    }

    @Test
    void webhooksTakeTurns() {
        for (int i = 0; i < 5; i++) {
            var _ = take(URL, "wh_busy");
        }
        var _ = take(URL, "wh_other");
        assertThat(begun).containsExactly("wh_busy", "wh_busy");

        endOne();
        endOne();
        endOne();

        assertThat(begun).containsExactly("wh_busy", "wh_busy", "wh_busy", "wh_other", "wh_busy");
    }

    @Test
    void hostsDoNotWaitForEachOther() {
        for (int i = 0; i < 3; i++) {
            var _ = take(URL, "wh_busy");
        }

        var _ = take(URI.create("https://shared.example:8443/hook"), "wh_port");
        var _ = take(URI.create("http://shared.example/hook"), "wh_scheme");
        var _ = take(URI.create("https://other.example/hook"), "wh_host");
        var _ = take(URI.create("https://SHARED.example:443/hook"), "wh_same");

        assertThat(begun).containsExactly("wh_busy", "wh_busy", "wh_port", "wh_scheme", "wh_host");
    }

    @Test
    void keepsNothingOfAHostToWhichNothingIsUnderWay() {
        var _ = take(URL, "wh_a");
        assertThat(bulkhead.hosts()).isEqualTo(1);

        underWay.remove().completeExceptionally(new IllegalStateException("broken"));

        assertThat(bulkhead.hosts()).isZero();
    }

    @Test
    void anAttemptThatCannotBeginGivesItsTurnBack() {
        CompletionStage<String> outcome =
                bulkhead.run(
                        URL,
                        new SubscriptionId("wh_a"),
                        () -> {
                            throw new IllegalStateException("broken");
                        });

        assertThat(outcome.toCompletableFuture()).isCompletedExceptionally();
        assertThat(bulkhead.hosts()).isZero();
    }

    /** Ten thousand that wait, each of which ends as soon as it begins. */
    @Test
    void takesManyThatEndAtOnce() {
        var _ = take(URL, "wh_a");
        var _ = take(URL, "wh_a");
        List<CompletableFuture<String>> outcomes = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            outcomes.add(
                    bulkhead.run(
                                    URL,
                                    new SubscriptionId("wh_b"),
                                    () -> CompletableFuture.completedFuture("at once"))
                            .toCompletableFuture());
        }

        underWay.forEach(request -> request.complete("done"));

        CompletableFuture.allOf(outcomes.toArray(CompletableFuture[]::new)).join();
        await().until(() -> bulkhead.hosts() == 0);
    }
}
