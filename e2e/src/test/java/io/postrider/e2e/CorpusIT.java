package io.postrider.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.testing.Received;
import io.postrider.testing.Receiver;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Every real payload, in each of the three encodings, reaches a receiver and verifies there. */
@UsesSharedPostrider
class CorpusIT {

    @Test
    void everyPayloadArrivesByteForByteAndVerifies() throws Exception {
        List<Payloads.Payload> payloads = Payloads.all();
        assertThat(payloads).hasSize(329);
        Postrider postrider = SharedPostrider.get();
        try (Receiver receiver = Receiver.start();
                EventProducer producer = new EventProducer(postrider.bootstrapServers())) {
            JsonNode webhook =
                    postrider
                            .api()
                            .createWebhook(
                                    Map.of(
                                            "url",
                                            receiver.url("/hook"),
                                            "events",
                                            List.of("github.*")));
            Map<String, String> produced = new HashMap<>();
            for (int i = 0; i < payloads.size(); i++) {
                Payloads.Payload payload = payloads.get(i);
                producer.plain("plain-" + i, payload.type(), payload.json());
                producer.structured("structured-" + i, payload.type(), payload.json());
                producer.binary("binary-" + i, payload.type(), payload.json());
                for (String encoding : List.of("plain-", "structured-", "binary-")) {
                    produced.put(encoding + i, payload.json());
                }
            }
            producer.flush();

            List<Received> received =
                    receiver.awaitReceived("/hook", produced.size(), Duration.ofMinutes(4));

            Verifiers verifiers = new Verifiers(webhook.get("secret").asString());
            received.forEach(verifiers::verify);
            received.forEach(post -> {
                String id = idOf(post.bodyText());
                assertThat(post.bodyText()).endsWith(",\"data\":" + produced.remove(id) + "}");
            });
            assertThat(produced).as("events that never arrived").isEmpty();
        }
    }

    private static String idOf(String body) {
        return body.substring("{\"id\":\"".length(), body.indexOf("\",\"type\""));
    }

    /** The two published verifiers. */
    private record Verifiers(com.standardwebhooks.Webhook standard, com.svix.Webhook svix) {

        Verifiers(String secret) throws Exception {
            this(new com.standardwebhooks.Webhook(secret), new com.svix.Webhook(secret));
        }

        void verify(Received post) {
            Map<String, List<String>> headers = new HashMap<>();
            for (String name : List.of("webhook-id", "webhook-timestamp", "webhook-signature")) {
                headers.put(name, List.of(post.header(name).orElseThrow()));
            }
            HttpHeaders asHttp = HttpHeaders.of(headers, (_, _) -> true);
            try {
                standard.verify(post.bodyText(), asHttp);
                svix.verify(post.bodyText(), asHttp);
            } catch (com.standardwebhooks.exceptions.WebhookVerificationException
                    | com.svix.exceptions.WebhookVerificationException e) {
                throw new AssertionError("a published verifier refuses " + headers, e);
            }
        }
    }
}
