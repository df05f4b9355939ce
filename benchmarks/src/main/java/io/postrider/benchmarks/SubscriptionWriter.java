package io.postrider.benchmarks;

import io.postrider.benchmarks.load.FilteredSubscriptions;
import io.postrider.benchmarks.receiver.Receiver;
import io.postrider.benchmarks.receiver.Receiver.Behaviour;
import io.postrider.model.SubscriptionSnapshot;
import io.postrider.model.signature.HmacSha256;
import io.postrider.model.signature.SecretBox;
import io.postrider.model.wire.SubscriptionCodec;
import io.postrider.runtime.kafka.WireRecords;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * Writes subscriptions straight to their topic, as the subscription service would: creating a
 * hundred thousand over the API takes minutes and is not what is measured.
 */
final class SubscriptionWriter {

    private static final String TOPIC = "postrider.subscriptions";
    private static final String KEY_ID = "k1";

    private final SecretBox box;
    private final FilteredSubscriptions subscriptions;
    private final Receiver receiver;
    private final String secret = HmacSha256.ofKey(new byte[32]).secretText();

    /**
     * For a system.
     *
     * @param secretsKey of the system, base64
     */
    SubscriptionWriter(String secretsKey, FilteredSubscriptions subscriptions, Receiver receiver) {
        this.box =
                new SecretBox(
                        Map.of(KEY_ID, Base64.getDecoder().decode(secretsKey)),
                        KEY_ID,
                        new SecureRandom());
        this.subscriptions = subscriptions;
        this.receiver = receiver;
    }

    void write(String bootstrapServers, int subscriptions, int endpoints) {
        try (var producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", bootstrapServers, "linger.ms", 5),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            for (int i = 0; i < subscriptions; i++) {
                var _ =
                        producer.send(
                                WireRecords.to(
                                        TOPIC,
                                        SubscriptionCodec.encode(snapshot(i, i % endpoints))));
            }
            producer.flush();
        }
    }

    private SubscriptionSnapshot snapshot(int number, int endpoint) {
        String sealed = box.seal(secret, subscriptions.id(number).value());
        return subscriptions.snapshot(
                number, receiver.url(Behaviour.OK, endpoint), List.of(sealed));
    }
}
