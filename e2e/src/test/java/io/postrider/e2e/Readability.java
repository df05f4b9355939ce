package io.postrider.e2e;

import io.postrider.model.Delivery;
import io.postrider.model.SubscriptionId;
import io.postrider.model.topic.Topic;
import io.postrider.model.wire.AttemptCodec;
import io.postrider.model.wire.DeliveryCodec;
import io.postrider.model.wire.EventCodec;
import io.postrider.model.wire.MalformedRecordException;
import io.postrider.model.wire.SubscriptionCodec;
import io.postrider.model.wire.WireRecord;
import io.postrider.model.wire.WorkerNoteCodec;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;

/** What the model's readers say of a record: the services must treat it accordingly. */
final class Readability {

    private static final int LARGEST_EVENT = 1024 * 1024;
    private static final long SOON_SECONDS = 5;

    private Readability() {}

    /**
     * Whether the record says something. A reader that fails in any way but by {@link
     * MalformedRecordException} has a fault, and so has the test.
     */
    static boolean is(Topic topic, WireRecord record, Instant now) {
        try {
            return read(topic, record, now);
        } catch (MalformedRecordException _) {
            return false;
        }
    }

    private static boolean read(Topic topic, WireRecord record, Instant now) {
        switch (topic) {
            case EVENTS -> {
                if (record.value().map(value -> value.length() > LARGEST_EVENT).orElse(false)) {
                    return false;
                }
                var _ = EventCodec.decode(record, now);
            }
            case SUBSCRIPTIONS -> {
                String key =
                        record.key()
                                .map(bytes -> new String(bytes.bytes(), StandardCharsets.UTF_8))
                                .orElse("");
                return record.value().isEmpty()
                        ? isSubscription(key)
                        : SubscriptionCodec.decode(record).id().value().equals(key);
            }
            case DELIVERIES, RETRY -> {
                var _ = DeliveryCodec.decode(record);
            }
            case DEAD_LETTERS -> {
                var _ = DeliveryCodec.decodeFailed(record);
            }
            case ATTEMPTS -> {
                var _ = AttemptCodec.decode(record);
            }
            case WORKERS -> {
                var _ = WorkerNoteCodec.decode(record);
            }
            // all of it is shown as it is
            case EVENTS_INVALID -> {}
        }
        return true;
    }

    private static boolean isSubscription(String key) {
        try {
            var _ = new SubscriptionId(key);
            return true;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    /**
     * Whether a delivery that can be read may have to wait: for its time, or for its webhook.
     *
     * @param known webhooks that are there, and the offsets of their snapshots
     */
    static boolean mayWait(WireRecord record, Map<SubscriptionId, Long> known, Instant now) {
        Delivery delivery = DeliveryCodec.decode(record);
        Delivery.SubscriptionRef subscription = delivery.subscription();
        return subscription.offset() > known.getOrDefault(subscription.id(), -1L)
                || !subscription.format().value().equals("standard")
                || delivery.progress()
                        .pause()
                        .map(wait -> wait.until().isAfter(now.plusSeconds(SOON_SECONDS)))
                        .orElse(false);
    }
}
