package io.postrider.model.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.model.DeadLetterReason;
import io.postrider.model.Delivery;
import io.postrider.model.DeliveryId;
import io.postrider.model.EventId;
import io.postrider.model.EventType;
import io.postrider.model.FailedDelivery;
import io.postrider.model.FormatName;
import io.postrider.model.ParkReason;
import io.postrider.model.Parked;
import io.postrider.model.Payload;
import io.postrider.model.Progress;
import io.postrider.model.RecordPosition;
import io.postrider.model.RetryWait;
import io.postrider.model.SubscriptionId;
import io.postrider.model.TenantId;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What is written is read back; what is not ours is refused and breaks nothing. */
class CodecRoundTripTest {

    private static final SubscriptionId SUBSCRIPTION = new SubscriptionId("wh_1");

    @Property
    void aDeliveryIsReadAsItWasWritten(@ForAll("deliveries") Delivery delivery) {
        assertThat(DeliveryCodec.decode(DeliveryCodec.encode(delivery))).isEqualTo(delivery);
    }

    @Property
    void aFailedDeliveryIsReadAsItWasWritten(
            @ForAll("deliveries") Delivery delivery, @ForAll DeadLetterReason reason) {
        var failed =
                new FailedDelivery(
                        delivery, reason, "500 é", OptionalInt.of(500), Instant.ofEpochMilli(5));

        WireRecord record = DeliveryCodec.encode(failed);

        assertThat(DeliveryCodec.decodeFailed(record)).isEqualTo(failed);
        assertThat(DeliveryCodec.decode(record)).isEqualTo(delivery);
    }

    @Property
    void aDeliveryWithoutAnyOneHeaderIsRefusedOrOptional(
            @ForAll("deliveries") Delivery delivery, @ForAll int which) {
        WireRecord record = DeliveryCodec.encode(delivery);
        List<WireHeader> fewer = new ArrayList<>(record.headers());
        fewer.remove(Math.floorMod(which, fewer.size()));

        readOrMalformed(
                () -> DeliveryCodec.decode(new WireRecord(record.key(), fewer, record.value())));
    }

    @Property(tries = 5_000)
    void noBytesBreakAReader(@ForAll byte[] bytes) {
        WireRecord record = WireRecord.of("key", List.of(), Payload.of(bytes));

        readOrMalformed(() -> EventCodec.decode(record, Instant.EPOCH));
        readOrMalformed(() -> AttemptCodec.decode(record));
        readOrMalformed(() -> SubscriptionCodec.decode(record));
        readOrMalformed(() -> DeliveryCodec.decode(record));
        readOrMalformed(() -> JsonScanner.elements(bytes));
        readOrMalformed(() -> JsonScanner.member(bytes, "a"));
        readOrMalformed(() -> WorkerNoteCodec.decode(record));
    }

    @Property(tries = 5_000)
    void noMutationOfAnEventBreaksTheReader(@ForAll byte value, @ForAll int at, @ForAll int cutAt) {
        byte[] json =
                "{\"id\":\"1\",\"type\":\"t\",\"time\":\"2026-01-31T12:00:00Z\",\"data\":{\"a\":[1,\"é\"]}}"
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8);
        json[Math.floorMod(at, json.length)] = value;
        byte[] cut = java.util.Arrays.copyOf(json, Math.floorMod(cutAt, json.length + 1));

        for (byte[] bytes : List.of(json, cut)) {
            readOrMalformed(() ->
                    EventCodec.decode(
                            WireRecord.of("key", List.of(), Payload.of(bytes)), Instant.EPOCH));
        }
    }

    private static void readOrMalformed(Runnable read) {
        try {
            read.run();
        } catch (MalformedRecordException e) {
            assertThat(e).hasMessageNotContainingAny("null pointer");
        }
    }

    @Provide
    Arbitrary<Delivery> deliveries() {
        Arbitrary<String> ids = Arbitraries.strings().withCharRange(' ', '~').ofMinLength(1);
        Arbitrary<Instant> times =
                Arbitraries.longs().between(0, 4_000_000_000_000L).map(Instant::ofEpochMilli);
        Arbitrary<Progress> progress =
                Combinators.combine(
                                Arbitraries.integers().between(0, 50),
                                Arbitraries.integers().between(0, 3),
                                times.optional(),
                                Arbitraries.longs().between(0, 86_400_000L),
                                Arbitraries.of(ParkReason.class).optional())
                        .as((attempts, replays, since, wait, reason) ->
                                new Progress(
                                        attempts,
                                        replays,
                                        replays == 0 ? 0 : attempts,
                                        since.map(
                                                from -> new RetryWait(from, from.plusMillis(wait))),
                                        reason.map(why ->
                                                new Parked(why, Instant.ofEpochMilli(wait)))));
        return Combinators.combine(
                        ids.filter(id -> !id.isBlank()).map(EventId::new),
                        times,
                        progress,
                        Arbitraries.of("standard", "envoyou").map(FormatName::new),
                        Arbitraries.of("evt_1", "whevt_é").optional(),
                        Arbitraries.bytes().array(byte[].class),
                        Arbitraries.of(true, false))
                .as((event, createdAt, how, format, alias, body, rendered) ->
                        new Delivery(
                                DeliveryId.of(Optional.empty(), event, SUBSCRIPTION),
                                new Delivery.EventRef(
                                        event,
                                        new EventType("order.created"),
                                        TenantId.DEFAULT,
                                        new RecordPosition(3, 42),
                                        alias.filter(_ -> !format.equals(FormatName.STANDARD))),
                                new Delivery.SubscriptionRef(SUBSCRIPTION, 7, format),
                                createdAt,
                                how,
                                Payload.of(body),
                                rendered));
    }
}
