package io.postrider.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.model.Event;
import io.postrider.model.EventType;
import io.postrider.model.OperationalEvents;
import io.postrider.model.topic.Topic;
import io.postrider.model.wire.EventCodec;
import io.postrider.runtime.kafka.WireRecords;
import io.postrider.testing.RealKafka;
import io.postrider.testing.RealPostgres;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

class OperationalEventsIT {

    private static @Nullable RunningService service;

    @BeforeAll
    static void start() {
        service =
                RunningService.start(
                                RealKafka.shared().bootstrapServers(),
                                RealPostgres.shared().newDatabase(),
                                "operational.")
                        .awaitReady();
    }

    @AfterAll
    static void stop() {
        Objects.requireNonNull(service).close();
    }

    private final HistoryScene scene = new HistoryScene(Objects.requireNonNull(service));
    private final String path = "/api/v1/webhooks/" + scene.webhook;

    @AfterEach
    void close() {
        scene.close();
    }

    private List<Event> announced(int count) {
        return scene
                .kafka
                .await(
                        scene.service.topic(Topic.EVENTS),
                        count,
                        record ->
                                record.value() != null
                                        && WireRecords.of(record)
                                                .value()
                                                .orElseThrow()
                                                .text()
                                                .contains(scene.webhook))
                .stream()
                .map(record -> EventCodec.decode(WireRecords.of(record), Instant.EPOCH))
                .toList();
    }

    @Test
    void tellsOfTheLifeOfAWebhook() {
        scene.api.patch(path, "{\"name\": \"Ω\"}");
        scene.api.post(path + "/disable", "");
        scene.api.post(path + "/enable", "");
        scene.api.patch(path, "{\"name\": \"Ω\"}");
        scene.api.delete(path);

        List<Event> events = announced(5);

        assertThat(events.stream().map(Event::type))
                .containsExactly(
                        OperationalEvents.WEBHOOK_CREATED,
                        OperationalEvents.WEBHOOK_UPDATED,
                        OperationalEvents.WEBHOOK_DISABLED,
                        OperationalEvents.WEBHOOK_UPDATED,
                        OperationalEvents.WEBHOOK_DELETED);
        assertThat(events).allMatch(OperationalEvents::isOne);
        assertThat(events).allMatch(event -> OperationalEvents.isOne(event.id(), event.type()));
        assertThat(events.stream().map(Event::id)).doesNotHaveDuplicates();
        assertThat(events.get(1).data().text())
                .isEqualTo(
                        """
                        {"webhook_id":"%s","name":"Ω","url":"https://example.com/hook",\
                        "events":["*"],"active":true,"paused":false,"version":2}\
                        """
                                .formatted(scene.webhook));
    }

    @Test
    void tellsOfASecretThatWasRotatedAndNeverTheSecret() {
        String secret = scene.api.post(path + "/regenerate-secret", "").text("secret");
        scene.api.patch(path, "{\"name\": \"later\"}");

        List<Event> events = announced(3);

        assertThat(events.get(1).type()).isEqualTo(OperationalEvents.SECRET_ROTATED);
        assertThat(events.get(2).type()).isEqualTo(OperationalEvents.WEBHOOK_UPDATED);
        assertThat(secret).isNotEmpty();
        assertThat(events).noneMatch(event -> event.data().text().contains(secret));
    }

    @Test
    void saysWhyPostriderHasDisabledAWebhook() {
        scene.tell(Topic.ATTEMPTS, Reports.ofDeliveryTo(scene.webhook).gone(1));

        Event disabled = announced(2).getLast();

        assertThat(disabled.type()).isEqualTo(OperationalEvents.WEBHOOK_DISABLED);
        assertThat(disabled.data().text())
                .contains("\"disabled_reason\":\"endpoint answered 410 Gone\"");
    }

    @Test
    void tellsOfExhaustedDeliveriesOnceWhereSomebodyAsks() {
        Reports unheard = scene.deadLettered();
        HistoryScene listener =
                new HistoryScene(
                        scene.service,
                        """
                        {"url": "https://example.com", "events": ["delivery.exhausted"]}
                        """);
        Reports heard = scene.deadLettered();
        scene.tell(Topic.DEAD_LETTERS, heard.deadLetter(1));
        Reports last = scene.deadLettered();
        scene.api.delete("/api/v1/webhooks/" + listener.webhook);
        scene.api.delete(path);
        listener.close();

        List<String> exhausted =
                announced(4).stream()
                        .filter(event -> event.type().equals(OperationalEvents.DELIVERY_EXHAUSTED))
                        .map(event -> event.data().text())
                        .toList();

        assertThat(exhausted).hasSize(2).noneMatch(data -> data.contains(unheard.id()));
        assertThat(exhausted.get(0)).contains(heard.id()).contains("\"reason\":\"exhausted\"");
        assertThat(exhausted.get(1)).contains(last.id());
    }

    @Test
    void staysSilentWhereToldTo() {
        try (RunningService silent =
                RunningService.start(
                        RealKafka.shared().bootstrapServers(),
                        RealPostgres.shared().newDatabase(),
                        "silent.",
                        "--postrider.operational-events.enabled=false")) {
            HistoryScene quiet = new HistoryScene(silent.awaitReady());
            quiet.api.post("/api/v1/events", "{\"type\":\"after.all\"}");

            assertThat(
                            quiet.kafka.await(silent.topic(Topic.EVENTS), 1, _ -> true).stream()
                                    .map(record ->
                                            EventCodec.decode(
                                                    WireRecords.of(record), Instant.EPOCH))
                                    .map(Event::type))
                    .containsExactly(new EventType("after.all"));
            quiet.close();
        }
    }
}
