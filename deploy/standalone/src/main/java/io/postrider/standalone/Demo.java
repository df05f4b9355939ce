package io.postrider.standalone;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookVerificationException;

import io.postrider.subscription.playground.ReceivedRequest;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.http.MediaType;
import org.springframework.web.client.RestClient;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;

/** The main job once, as an outsider would see it: a webhook, an event through Kafka, the POST. */
final class Demo {

    static final String INBOX = "demo";
    static final String EVENT_TYPES = "github.*";

    private static final String EVENT_TYPE = "github.team.created";

    private final StandaloneSystem system;
    private final Screen screen;

    Demo(StandaloneSystem system, Screen screen) {
        this.system = system;
        this.screen = screen;
    }

    void show() throws InterruptedException {
        URI inboxUrl = system.address().resolve("/inbox/" + INBOX);
        CreatedWebhook webhook = createWebhook(inboxUrl);
        screen.webhook(webhook.id(), inboxUrl, EVENT_TYPES);
        system.awaitFirstWebhook();
        RecordMetadata place = produce();
        screen.produced(EVENT_TYPE, place.topic(), place.partition(), place.offset());
        ReceivedRequest received = system.awaitRequest(INBOX);
        screen.post(INBOX, received, verdict(webhook.secret(), received));
    }

    /** The part of the API's answer that the demo needs. */
    record CreatedWebhook(String id, String secret) {}

    private CreatedWebhook createWebhook(URI url) {
        return Objects.requireNonNull(
                RestClient.create(system.address().toString())
                        .post()
                        .uri("/api/v1/webhooks")
                        .headers(headers -> headers.setBearerAuth(system.adminKey().text()))
                        .contentType(MediaType.APPLICATION_JSON)
                        .body(
                                Map.of(
                                        "name", "Demo inbox",
                                        "url", url.toString(),
                                        "events", List.of(EVENT_TYPES)))
                        .retrieve()
                        .body(CreatedWebhook.class));
    }

    private RecordMetadata produce() throws InterruptedException {
        Properties settings = new Properties();
        settings.put("bootstrap.servers", system.bootstrapServers());
        String event =
                """
                {"id":"evt_demo","type":"%s","data":%s}\
                """
                        .formatted(EVENT_TYPE, sample());
        try (var producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            return producer.send(new ProducerRecord<>("postrider.events", "default", event)).get();
        } catch (ExecutionException e) {
            throw new CannotStartException("The first event could not be produced: " + e, e);
        }
    }

    private static String sample() {
        try (InputStream in = Demo.class.getResourceAsStream("/demo/team-created.json")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String verdict(String secret, ReceivedRequest received) {
        Map<String, List<String>> headers =
                received.headers().entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, e -> List.of(e.getValue())));
        try {
            new Webhook(secret)
                    .verify(received.body().text(), HttpHeaders.of(headers, (_, _) -> true));
            return "valid, says the Standard Webhooks library with the webhook's secret";
        } catch (WebhookVerificationException | EmptyWebhookSecretException e) {
            return "NOT VALID: " + e.getMessage();
        }
    }
}
