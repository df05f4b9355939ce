package io.postrider.dispatcher.kafka;

import static io.postrider.dispatcher.EventBuilder.anEvent;
import static io.postrider.dispatcher.SubscriptionBuilder.aSubscription;
import static io.postrider.testing.Patience.await;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.postrider.dispatcher.SubscriptionBuilder;
import io.postrider.dispatcher.matching.SubscriptionIndex;
import io.postrider.model.Delivery;
import io.postrider.model.Payload;
import io.postrider.model.topic.Topic;
import io.postrider.model.wire.InvalidRecordCodec;
import io.postrider.model.wire.WireHeader;
import io.postrider.model.wire.WireRecord;
import io.postrider.runtime.kafka.WireRecords;
import io.postrider.testing.RealKafka;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

class DispatchingIT {

    private static final String DATA =
            "{\"n\": 1.0, \"big\":12345678901234567890, \"s\":\"\\u00eb ü\"}";

    private final DispatcherUnderTest dispatcher =
            DispatcherUnderTest.on(RealKafka.shared().bootstrapServers());

    @BeforeEach
    void start() {
        dispatcher.start();
    }

    @AfterEach
    void close() {
        dispatcher.close();
    }

    private void event(String json, WireHeader... headers) {
        dispatcher.send(
                Topic.EVENTS,
                new WireRecord(Optional.empty(), List.of(headers), Optional.of(Payload.of(json))));
    }

    @Test
    void carriesEachEncodingByteForByte() {
        dispatcher.subscribeNow(aSubscription("wh_a").to("order.*"));

        event(
                "{\"id\":\"1\",\"type\":\"order.created\",\"time\":\"2026-01-31T12:00:00Z\",\"data\":"
                        + DATA
                        + "}");
        event(
                "{\"specversion\":\"1.0\",\"id\":\"2\",\"source\":\"/s\",\"type\":\"order.created\","
                    + "\"time\":\"2026-01-31T12:00:00Z\",\"data\":"
                        + DATA
                        + "}",
                new WireHeader("content-type", "application/cloudevents+json; charset=utf-8"));
        event(
                DATA,
                new WireHeader("ce_specversion", "1.0"),
                new WireHeader("ce_id", "3"),
                new WireHeader("ce_source", "/s"),
                new WireHeader("ce_type", "order.created"),
                new WireHeader("ce_time", "2026-01-31T12:00:00Z"),
                new WireHeader("content-type", "application/json"));

        Map<String, Delivery> byEvent =
                dispatcher.awaitDeliveries(3).stream()
                        .collect(Collectors.toMap(d -> d.event().id().value(), d -> d));
        assertThat(byEvent).containsOnlyKeys("1", "2", "3");
        byEvent.forEach((id, delivery) -> {
            assertThat(delivery.body().text())
                    .isEqualTo(
                            "{\"id\":\"%s\",\"type\":\"order.created\",".formatted(id)
                                    + "\"timestamp\":\"2026-01-31T12:00:00Z\",\"data\":"
                                    + DATA
                                    + "}");
            assertThat(delivery.subscription().id().value()).isEqualTo("wh_a");
            assertThat(delivery.event().tenant().value()).isEqualTo("default");
        });
        assertThat(dispatcher.committed(Topic.DELIVERIES))
                .allSatisfy(record ->
                        assertThat(record.key())
                                .isEqualTo("wh_a".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void aFormatThatItDoesNotKnowHoldsNobodyUpAndLosesNothing() {
        dispatcher.subscribeNow(aSubscription("wh_a"), aSubscription("wh_b").in("own"));

        dispatcher.sendEvents(0, 10);

        assertThat(dispatcher.awaitDeliveries(20))
                .hasSize(20)
                .allMatch(delivery ->
                        delivery.rendered() == delivery.subscription().id().value().equals("wh_a"));
        assertThat(dispatcher.bean(EventPipeline.class).isReady()).isTrue();
        awaitCounted("postrider.deliveries.created", 20);
        awaitCounted("postrider.deliveries.unrendered", 10);
        assertThat(unknownFormats()).isEqualTo(1);
        dispatcher.unsubscribe("wh_b");
        await().until(() -> unknownFormats() == 0);
    }

    private double unknownFormats() {
        return dispatcher
                .bean(MeterRegistry.class)
                .get("postrider.subscriptions.unknown.format")
                .gauge()
                .value();
    }

    /** The marker at the end of its transaction takes an offset, which no record leads behind. */
    @Test
    void doesNotLagBehindAProducerThatWritesInTransactions() {
        try (KafkaProducer<byte[], byte[]> upstream =
                dispatcher
                        .clients()
                        .producer(Map.of("transactional.id", dispatcher.topic(Topic.EVENTS)))) {
            upstream.initTransactions();
            for (boolean kept : new boolean[] {true, false}) {
                upstream.beginTransaction();
                for (int partition = 0; partition < 2; partition++) {
                    var _ =
                            upstream.send(
                                    new ProducerRecord<>(
                                            dispatcher.topic(Topic.EVENTS),
                                            partition,
                                            null,
                                            "{\"id\":\"1\",\"type\":\"t\"}"
                                                    .getBytes(StandardCharsets.UTF_8)));
                }
                upstream.flush();
                if (kept) {
                    upstream.commitTransaction();
                } else {
                    upstream.abortTransaction();
                }
            }
        }

        await().untilAsserted(() ->
                assertThat(dispatcher.committedOffsets())
                        .isEqualTo(dispatcher.endOffsets(Topic.EVENTS)));
        awaitCounted("postrider.events.dispatched", 2);
    }

    @Test
    void setsAsideWhatCannotBeReadAndGoesOn() {
        dispatcher.subscribeNow(aSubscription("wh_a"));
        String large = "{\"id\":\"1\",\"type\":\"t\",\"data\":\"" + "x".repeat(2_000_000) + "\"}";

        event("{\"id\":");
        event("a,b", new WireHeader("content-type", "text/csv"));
        event("{\"id\":\"1\"}");
        event(large);
        dispatcher.send(new ProducerRecord<>(dispatcher.topic(Topic.EVENTS), null));
        event("");
        event("{\"id\":\"1\",\"type\":\"t\",\"typo\":1}");
        event("{\"id\":\"good\",\"type\":\"t\"}");

        assertThat(dispatcher.awaitDeliveries(1))
                .extracting(delivery -> delivery.event().id().value())
                .containsExactly("good");
        assertThat(dispatcher.awaitInvalid(7))
                .extracting(record -> header(record, InvalidRecordCodec.REASON))
                .satisfiesExactlyInAnyOrder(
                        reason -> assertThat(reason).startsWith("is not valid JSON: "),
                        reason -> assertThat(reason).startsWith("content-type 'text/csv' is not"),
                        reason -> assertThat(reason).isEqualTo("'type' is required"),
                        reason ->
                                assertThat(reason)
                                        .isEqualTo(
                                                "the event has %d bytes; allowed are 1048576"
                                                        .formatted(large.length())),
                        reason -> assertThat(reason).isEqualTo("the record has no value"),
                        reason -> assertThat(reason).isEqualTo("the record has no value"),
                        reason -> assertThat(reason).startsWith("'typo' is not a field of"));
        awaitCounted("postrider.events.invalid", 7);
        awaitCounted("postrider.events.dispatched", 1);
        awaitCounted("postrider.deliveries.created", 1);
    }

    /** It is counted just after it is committed. */
    private void awaitCounted(String name, int count) {
        await(name)
                .until(
                        () -> dispatcher.bean(MeterRegistry.class).get(name).counter().count(),
                        found -> found == count);
    }

    @Test
    void aRecordSetAsideIsAsItCameAndSaysFromWhere() {
        event("{nonsense", new WireHeader("trace", "abc"));

        ConsumerRecord<byte[], byte[]> invalid = dispatcher.awaitInvalid(1).getFirst();

        assertThat(invalid.value()).isEqualTo("{nonsense".getBytes(StandardCharsets.UTF_8));
        assertThat(header(invalid, "trace")).isEqualTo("abc");
        assertThat(header(invalid, InvalidRecordCodec.SOURCE_TOPIC))
                .isEqualTo(dispatcher.topic(Topic.EVENTS));
        assertThat(header(invalid, InvalidRecordCodec.SOURCE_POSITION)).matches("[01]:0");
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return WireRecords.of(record).header(name).orElse("");
    }

    @Test
    void theNextEventsSeeAChange() {
        SubscriptionIndex index = dispatcher.bean(SubscriptionIndex.class);
        dispatcher.subscribeNow(aSubscription("wh_a"));
        dispatcher.sendEvents(0, 1);
        dispatcher.awaitDeliveries(1);

        dispatcher.subscribe(aSubscription("wh_a").version(2).disabled());
        await().until(() -> index.size() == 0);
        dispatcher.subscribeNow(aSubscription("wh_b"));
        dispatcher.sendEvents(1, 2);
        dispatcher.awaitDeliveries(2);

        dispatcher.unsubscribe("wh_b");
        dispatcher.subscribe(aSubscription("wh_c").to("order.created"));
        await().until(() -> matchesOnly(index, "wh_c"));
        dispatcher.sendEvents(2, 3);

        assertThat(dispatcher.awaitDeliveries(3))
                .extracting(d -> d.event().id().value() + " " + d.subscription().id().value())
                .containsExactlyInAnyOrder("0 wh_a", "1 wh_b", "2 wh_c");
    }

    /** The quickest of several: the others may have met a pause of the machine. */
    @Test
    void aChangeIsSeenWithinASecond() {
        Duration quickest = Duration.ofDays(1);
        for (int i = 0; i < 5; i++) {
            long begun = System.nanoTime();
            dispatcher.subscribeNow(aSubscription("wh_" + i));
            Duration took = Duration.ofNanos(System.nanoTime() - begun);
            quickest = took.compareTo(quickest) < 0 ? took : quickest;
        }

        assertThat(quickest).isLessThan(Duration.ofSeconds(1));
    }

    private static boolean matchesOnly(SubscriptionIndex index, String id) {
        return index.match(anEvent("order.created").event()).wanted().stream()
                .map(match -> match.id().value())
                .toList()
                .equals(List.of(id));
    }

    @Test
    void fansOneEventOutToThousands() {
        int many = 10_000;
        dispatcher.subscribeNow(
                IntStream.range(0, many)
                        .mapToObj(i -> aSubscription("wh_" + i))
                        .toArray(SubscriptionBuilder[]::new));

        dispatcher.sendEvents(0, 3);

        assertThat(dispatcher.awaitDeliveries(3 * many))
                .hasSize(3 * many)
                .extracting(Delivery::id)
                .doesNotHaveDuplicates();
    }

    /** The broker knows a new limit a little after it has been set. None of the records stays. */
    private void awaitRefusalOf(int bytes) {
        byte[] value = new byte[bytes];
        new Random(3).nextBytes(value);
        try (KafkaProducer<byte[], byte[]> producer =
                dispatcher.clients().producer(Map.of("transactional.id", "probe"))) {
            producer.initTransactions();
            await().until(() -> {
                producer.beginTransaction();
                try {
                    producer.send(new ProducerRecord<>(dispatcher.topic(Topic.DELIVERIES), value))
                            .get();
                    return false;
                } catch (ExecutionException e) {
                    return e.getCause() instanceof RecordTooLargeException;
                } finally {
                    producer.abortTransaction();
                }
            });
        }
    }

    /** An operator may have made the topic's limit smaller than ours. */
    @Test
    void setsAsideThoseDeliveriesOfAnEventThatTheBrokerRefuses() throws Exception {
        dispatcher.subscribeNow(
                aSubscription("wh_a").to("order.created", "t"),
                aSubscription("wh_b").to("mixed"),
                // prints escaped letters as they are, in a third of the bytes
                aSubscription("wh_c").to("mixed").in("clip"));
        try (Admin admin = dispatcher.clients().admin()) {
            admin.incrementalAlterConfigs(
                            Map.of(
                                    new ConfigResource(
                                            ConfigResource.Type.TOPIC,
                                            dispatcher.topic(Topic.DELIVERIES)),
                                    List.of(
                                            new AlterConfigOp(
                                                    new ConfigEntry("max.message.bytes", "4000"),
                                                    AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        }
        awaitRefusalOf(4_001);
        byte[] noise = new byte[20_000];
        new Random(1).nextBytes(noise);

        dispatcher.sendEvents(0, 10);
        event(
                "{\"id\":\"large\",\"type\":\"t\",\"data\":\"%s\"}"
                        .formatted(Base64.getEncoder().encodeToString(noise)));
        event(
                "{\"id\":\"mixed\",\"type\":\"mixed\",\"data\":\"%s\"}"
                        .formatted(
                                new Random(2)
                                        .ints(1_400, 0xC0, 0x7FF)
                                        .filter(Character::isLetter)
                                        .mapToObj("\\u%04x"::formatted)
                                        .collect(Collectors.joining())));
        dispatcher.sendEvents(10, 20);

        assertThat(dispatcher.awaitDeliveries(21))
                .hasSize(21)
                .noneMatch(delivery -> delivery.event().id().value().equals("large"))
                .filteredOn(delivery -> delivery.event().id().value().equals("mixed"))
                .extracting(delivery -> delivery.subscription().id().value())
                .containsExactly("wh_c");
        String refused = ": " + dispatcher.topic(Topic.DELIVERIES) + " did not take it: ";
        assertThat(dispatcher.awaitInvalid(2))
                .extracting(record -> header(record, InvalidRecordCodec.REASON))
                .satisfiesExactlyInAnyOrder(
                        reason -> assertThat(reason).startsWith("not for wh_a" + refused),
                        reason -> assertThat(reason).startsWith("not for wh_b" + refused));
        awaitCounted("postrider.deliveries.left.out", 2);
    }
}
