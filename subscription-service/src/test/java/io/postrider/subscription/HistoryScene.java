package io.postrider.subscription;

import io.postrider.model.Delivery;
import io.postrider.model.topic.Topic;
import io.postrider.model.wire.DeliveryCodec;
import io.postrider.model.wire.WireRecord;
import io.postrider.runtime.kafka.WireRecords;
import io.postrider.subscription.ApiClient.Answer;
import io.postrider.testing.Patience;
import io.postrider.testing.RealKafka;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.awaitility.core.ConditionFactory;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** A webhook of its own on a running service, and what dispatcher and worker would tell of it. */
final class HistoryScene implements AutoCloseable {

    final RunningService service;
    final ApiClient api;
    final TopicProbe kafka = new TopicProbe(RealKafka.shared().bootstrapServers());
    final String webhook;

    HistoryScene(RunningService service) {
        this(service, "{\"url\":\"https://example.com/hook\",\"events\":[\"*\"]}");
    }

    HistoryScene(RunningService service, String json) {
        this.service = service;
        this.api = service.api();
        this.webhook = api.post("/api/v1/webhooks", json).text("id");
    }

    static ConditionFactory soon() {
        return Patience.await();
    }

    static String key(ConsumerRecord<byte[], byte[]> record) {
        return new String(record.key(), StandardCharsets.UTF_8);
    }

    RecordMetadata tell(Topic topic, WireRecord record) {
        return kafka.write(service.topic(topic), record);
    }

    /** So many records of the webhook's deliveries, from the first. */
    List<Delivery> queued(int count) {
        return kafka
                .await(
                        service.topic(Topic.DELIVERIES),
                        count,
                        record -> key(record).equals(webhook))
                .stream()
                .map(WireRecords::of)
                .map(DeliveryCodec::decode)
                .toList();
    }

    Answer delivery(Reports reports) {
        return api.get("/api/v1/deliveries/" + reports.id());
    }

    void awaitState(Reports reports, String state) {
        soon().until(() -> delivery(reports).text("state").equals(state));
    }

    /** What is told of it is over by now. */
    private Reports aWhileAgo() {
        return Reports.ofDeliveryTo(
                webhook, Instant.now().minusSeconds(30).truncatedTo(ChronoUnit.MILLIS));
    }

    Reports delivered() {
        Reports reports = aWhileAgo();
        tell(Topic.DELIVERIES, reports.queued());
        tell(Topic.ATTEMPTS, reports.delivered(1));
        awaitState(reports, "delivered");
        return reports;
    }

    Reports deadLettered() {
        Reports reports = aWhileAgo();
        tell(Topic.DELIVERIES, reports.queued());
        tell(Topic.ATTEMPTS, reports.failed(1));
        tell(Topic.DEAD_LETTERS, reports.deadLetter(1));
        awaitDeadLetter(reports);
        return reports;
    }

    /** The report of its only attempt may come to be known after it. */
    void awaitDeadLetter(Reports reports) {
        soon().until(() -> api.get("/api/v1/dead-letters/" + reports.id()).status() == 200);
        soon().until(() -> delivery(reports).json().path("attempts").size() == 1);
        awaitState(reports, "failed");
    }

    @Override
    public void close() {
        kafka.close();
    }
}
