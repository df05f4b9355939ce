package io.postrider.subscription;

import io.postrider.model.SubscriptionSnapshot;
import io.postrider.model.topic.Topic;
import io.postrider.model.wire.SubscriptionCodec;
import io.postrider.runtime.kafka.WireRecords;
import io.postrider.testing.RealKafka;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import java.nio.charset.StandardCharsets;

/** What the shared service tells dispatcher and worker of its webhooks. */
final class Snapshots {

    private Snapshots() {}

    /**
     * Waits for a snapshot.
     *
     * @param path of the webhook in the API
     */
    static SubscriptionSnapshot announced(String path, long version) {
        String id = path.substring(path.lastIndexOf('/') + 1);
        try (TopicProbe kafka = new TopicProbe(RealKafka.shared().bootstrapServers())) {
            return kafka
                    .await(
                            SharedService.SERVICE.topic(Topic.SUBSCRIPTIONS),
                            1,
                            record -> isOf(record, id) && snapshot(record).version() == version)
                    .stream()
                    .map(Snapshots::snapshot)
                    .toList()
                    .getFirst();
        }
    }

    private static boolean isOf(ConsumerRecord<byte[], byte[]> record, String id) {
        return record.value() != null
                && new String(record.key(), StandardCharsets.UTF_8).equals(id);
    }

    private static SubscriptionSnapshot snapshot(ConsumerRecord<byte[], byte[]> record) {
        return SubscriptionCodec.decode(WireRecords.of(record));
    }
}
