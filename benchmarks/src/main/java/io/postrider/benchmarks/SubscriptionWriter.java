package io.postrider.benchmarks;

import io.postrider.benchmarks.load.Events;
import io.postrider.benchmarks.receiver.Receiver;
import io.postrider.benchmarks.receiver.Receiver.Behaviour;
import io.postrider.model.EventSelection;
import io.postrider.model.EventTypePattern;
import io.postrider.model.SubscriptionId;
import io.postrider.model.SubscriptionSnapshot;
import io.postrider.model.TenantId;
import io.postrider.model.retry.RetrySchedule;
import io.postrider.model.signature.HmacSha256;
import io.postrider.model.signature.SecretBox;
import io.postrider.model.wire.SubscriptionCodec;
import io.postrider.runtime.kafka.WireRecords;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Writes subscriptions straight to their topic, as the subscription service would: creating a
 * hundred thousand over the API takes minutes and is not what is measured.
 */
final class SubscriptionWriter {

    private static final String TOPIC = "postrider.subscriptions";
    private static final String KEY_ID = "k1";
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final SecretBox box;
    private final String type;
    private final Receiver receiver;
    private final String secret = HmacSha256.ofKey(new byte[32]).secretText();

    /**
     * For a system.
     *
     * @param secretsKey of the system, base64
     * @param type of events that all of them want
     */
    SubscriptionWriter(String secretsKey, String type, Receiver receiver) {
        this.box =
                new SecretBox(
                        Map.of(KEY_ID, Base64.getDecoder().decode(secretsKey)),
                        KEY_ID,
                        new SecureRandom());
        this.type = type;
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
        SubscriptionId id = new SubscriptionId("wh_index" + number);
        String filter =
                "{\"data\":{\"customer\":[\"%s\"]}}".formatted(Events.ByCustomer.customer(number));
        return new SubscriptionSnapshot(
                id,
                TenantId.DEFAULT,
                receiver.url(Behaviour.OK, endpoint),
                true,
                new EventSelection(Set.of(new EventTypePattern(type)), Optional.of(filter)),
                List.of(box.seal(secret, id.value())),
                RetrySchedule.STANDARD,
                TIMEOUT,
                1);
    }
}
