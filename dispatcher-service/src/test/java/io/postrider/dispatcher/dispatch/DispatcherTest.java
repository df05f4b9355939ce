package io.postrider.dispatcher.dispatch;

import static io.postrider.dispatcher.SubscriptionBuilder.aSubscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.postrider.dispatcher.dispatch.Dispatch.FannedOut;
import io.postrider.dispatcher.dispatch.Dispatch.Invalid;
import io.postrider.dispatcher.dispatch.Dispatcher.Incoming;
import io.postrider.dispatcher.dispatch.Dispatcher.Limits;
import io.postrider.dispatcher.matching.SubscriptionIndex;
import io.postrider.model.Delivery;
import io.postrider.model.DeliveryId;
import io.postrider.model.EventId;
import io.postrider.model.EventType;
import io.postrider.model.FormatName;
import io.postrider.model.Payload;
import io.postrider.model.Progress;
import io.postrider.model.RecordPosition;
import io.postrider.model.SubscriptionId;
import io.postrider.model.TenantId;
import io.postrider.model.format.FormatCatalog;
import io.postrider.model.wire.BodyRenderer;
import io.postrider.model.wire.DeliveryCodec;
import io.postrider.model.wire.WireHeader;
import io.postrider.model.wire.WireRecord;

import org.junit.jupiter.api.Test;

import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

class DispatcherTest {

    private static final Instant NOW = Instant.parse("2026-02-01T10:00:00.123456789Z");
    private static final Instant WRITTEN_AT = Instant.parse("2026-02-01T09:59:59.500Z");
    private static final RecordPosition POSITION = new RecordPosition(3, 42);
    private static final String EVENT =
            """
            {"id":"evt-1","type":"order.created","time":"2026-01-31T12:00:00Z",\
            "data":{"n": 1.0, "s":"\\u00eb"}}\
            """;

    private final SubscriptionIndex index = new SubscriptionIndex();
    private final Dispatcher dispatcher =
            new Dispatcher(
                    index, new BodyRenderer(FormatCatalog.shipped()), new Limits(1024, 1500));

    private Dispatch dispatch(String value) {
        return dispatch(List.of(), value);
    }

    private Dispatch dispatch(List<WireHeader> headers, String value) {
        WireRecord record = WireRecord.of("default", headers, Payload.of(value));
        return dispatcher.dispatch(
                new Incoming(record, POSITION, WRITTEN_AT, Optional.empty()), NOW);
    }

    @Test
    void makesADeliveryForEachSubscriptionThatMatches() {
        index.put(aSubscription("wh_a").snapshot(), 5);
        index.put(aSubscription("wh_b").to("order.*").snapshot(), 6);
        index.put(aSubscription("wh_c").to("invoice.*").snapshot(), 7);

        Payload body =
                Payload.of(
                        """
                        {"id":"evt-1","type":"order.created","timestamp":"2026-01-31T12:00:00Z",\
                        "data":{"n": 1.0, "s":"\\u00eb"}}\
                        """);
        assertThat(deliveries(dispatch(EVENT)))
                .containsExactlyInAnyOrder(delivery("wh_a", 5, body), delivery("wh_b", 6, body));
    }

    /** Else its retries would be taken for repeated ones, and history would mix the two. */
    @Test
    void anEventPublishedAgainInTheSameMillisecondHasADeliveryOfItsOwn() {
        index.put(aSubscription("wh_a").snapshot(), 5);

        Delivery first = deliveries(dispatch(EVENT)).getFirst();
        Delivery again = deliveries(dispatch(EVENT.replace("1.0", "2.0"))).getFirst();
        Delivery other = deliveries(dispatch(EVENT.replace("evt-1", "evt-2"))).getFirst();

        assertThat(again.id()).isEqualTo(first.id());
        assertThat(again.createdAt()).isEqualTo(first.createdAt().plusMillis(1));
        assertThat(other.createdAt()).isEqualTo(first.createdAt());
    }

    private static Delivery delivery(String id, long offset, Payload body) {
        SubscriptionId subscription = new SubscriptionId(id);
        EventId event = new EventId("evt-1");
        return new Delivery(
                DeliveryId.of(Optional.empty(), event, subscription),
                new Delivery.EventRef(
                        event, new EventType("order.created"), TenantId.DEFAULT, POSITION),
                new Delivery.SubscriptionRef(subscription, offset),
                Instant.parse("2026-02-01T10:00:00.123Z"),
                Progress.NEW,
                body);
    }

    private static List<Delivery> deliveries(Dispatch dispatch) {
        return switch (dispatch) {
            case FannedOut made ->
                    made.made()
                            .<Delivery>mapMulti((one, ready) -> {
                                if (one instanceof Made.Ready(Delivery delivery)) {
                                    ready.accept(delivery);
                                }
                            })
                            .toList();
            case Invalid(var reason) -> throw new AssertionError(reason);
        };
    }

    private static List<LeftOut> leftOut(FannedOut made) {
        return Stream.concat(
                        made.undecided().stream(),
                        made.made().filter(LeftOut.class::isInstance).map(LeftOut.class::cast))
                .toList();
    }

    @Test
    void makesDeliveriesInTheOrderOfIdsAndGoesOnAfterAny() {
        for (String id : List.of("wh_c", "wh_a", "wh_B", "wh_ab")) {
            index.put(aSubscription(id).snapshot(), 5);
        }

        assertThat(subscriptionsAfter(Optional.empty()))
                .containsExactly("wh_B", "wh_a", "wh_ab", "wh_c");
        assertThat(subscriptionsAfter(Optional.of("wh_a"))).containsExactly("wh_ab", "wh_c");
        assertThat(subscriptionsAfter(Optional.of("wh_aa"))).containsExactly("wh_ab", "wh_c");
        assertThat(subscriptionsAfter(Optional.of("wh_c"))).isEmpty();
    }

    private List<String> subscriptionsAfter(Optional<String> id) {
        return deliveries(dispatcher.dispatch(incoming(EVENT, id), NOW)).stream()
                .map(delivery -> delivery.subscription().id().value())
                .toList();
    }

    @Test
    void laysAsideTheMatchOfAFilterThatTakesTooManySteps() {
        Dispatcher roomy =
                new Dispatcher(
                        index,
                        new BodyRenderer(FormatCatalog.shipped()),
                        new Limits(1 << 20, 1 << 20));
        String costly =
                IntStream.range(0, 64)
                        .mapToObj("{\"data\":{\"v\":[{\"numeric\":[\">\",%d]}]}}"::formatted)
                        .collect(Collectors.joining(",", "{\"$or\":[", "]}"));
        String event =
                "{\"id\":\"evt-1\",\"type\":\"order.created\",\"data\":{\"v\":[-1%s]}}"
                        .formatted(",-1".repeat(100_000));
        index.put(aSubscription("wh_a").snapshot(), 5);
        index.put(aSubscription("wh_b").where(costly).snapshot(), 5);
        index.put(aSubscription("wh_c").snapshot(), 5);

        Dispatch all = roomy.dispatch(incoming(event, Optional.empty()), NOW);
        Dispatch rest = roomy.dispatch(incoming(event, Optional.of("wh_b")), NOW);

        assertThat(deliveries(all))
                .extracting(delivery -> delivery.subscription().id().value())
                .containsExactly("wh_a", "wh_c");
        assertThat(LeftOut.describe(leftOut((FannedOut) all)))
                .isEqualTo(
                        "not for wh_b: event 'evt-1' was not matched: testing the filter takes more"
                                + " than 1000000 steps");
        assertThat(leftOut((FannedOut) rest)).isEmpty();
        assertThat(((FannedOut) all).undecidedUpTo(new SubscriptionId("wh_a"))).isEmpty();
        assertThat(((FannedOut) all).undecidedUpTo(new SubscriptionId("wh_b"))).hasSize(1);
    }

    private static Incoming incoming(String event, Optional<String> after) {
        return new Incoming(
                WireRecord.of("default", List.of(), Payload.of(event)),
                POSITION,
                WRITTEN_AT,
                after.map(SubscriptionId::new));
    }

    @Test
    void laysAsideAnEventThatIsNotUtf8() {
        index.put(aSubscription("wh_a").snapshot(), 5);
        byte[] bytes = EVENT.getBytes(StandardCharsets.ISO_8859_1);
        bytes[EVENT.indexOf("evt-1")] = (byte) 0xff;

        Dispatch dispatch =
                dispatcher.dispatch(
                        new Incoming(
                                WireRecord.of("default", List.of(), Payload.of(bytes)),
                                POSITION,
                                WRITTEN_AT,
                                Optional.empty()),
                        NOW);

        assertThat(dispatch)
                .isEqualTo(new Invalid("must be JSON in UTF-8: the byte 0xff at offset 7 is not"));
    }

    @Test
    void readsBackFromTheTopicAsItWasMade() {
        index.put(aSubscription("wh_a").snapshot(), 5);
        index.put(aSubscription("wh_b").in("envoyou").snapshot(), 5);

        for (Delivery made : deliveries(dispatch(EVENT))) {
            assertThat(DeliveryCodec.decode(DeliveryCodec.encode(made))).isEqualTo(made);
        }
    }

    @Test
    void givesEachSubscriptionTheBodyOfItsFormat() {
        index.put(aSubscription("wh_a").in("ecocast").snapshot(), 5);
        index.put(aSubscription("wh_b").in("task-hub").snapshot(), 5);
        index.put(aSubscription("wh_c").in("clip").snapshot(), 5);
        index.put(aSubscription("wh_d").in("project-44").snapshot(), 5);
        index.put(aSubscription("wh_e").in("envoyou").snapshot(), 5);
        index.put(aSubscription("wh_f").in("envoyou").snapshot(), 5);

        assertThat(deliveries(dispatch(EVENT)))
                .extracting(delivery -> delivery.body().text())
                .containsExactly(
                        """
                        {"id":"whevt_db5a78c5f8160c93009de5b7","event":"order.created",\
                        "timestamp":1769860800000,"apiVersion":"v1","data":{"n":1,"s":"ë"}}\
                        """,
                        """
                        {"n":1,"s":"ë"}\
                        """,
                        """
                        {"event":"order.created","timestamp":"2026-01-31T12:00:00Z",\
                        "data":{"n":1,"s":"ë"}}\
                        """,
                        """
                        {"event":"order.created","data":{"n":1,"s":"ë"},"timestamp":1769860800000}\
                        """,
                        """
                        {"created":1769860800,"data":{"object":{"n":1,"s":"ë"}},\
                        "id":"evt_db5a78c5f8160c93009de5b7","type":"order.created",\
                        "webhook_id":"wh_e"}\
                        """,
                        """
                        {"created":1769860800,"data":{"object":{"n":1,"s":"ë"}},\
                        "id":"evt_db5a78c5f8160c93009de5b7","type":"order.created",\
                        "webhook_id":"wh_f"}\
                        """);
    }

    @Test
    void aDeliveryKnowsItsFormatAndTheIdThatTheFormatGivesTheEvent() {
        index.put(aSubscription("wh_a").in("ecocast").snapshot(), 5);

        Delivery delivery = deliveries(dispatch(EVENT)).getFirst();

        assertThat(delivery.subscription().format()).isEqualTo(new FormatName("ecocast"));
        assertThat(delivery.event().id()).isEqualTo(new EventId("evt-1"));
        assertThat(delivery.event().shownId()).isEqualTo("whevt_db5a78c5f8160c93009de5b7");
    }

    @Test
    void aDeliveryInAFormatThatIsNotConfiguredHoldsItsEventAndTheOthersAreAsEver() {
        index.put(aSubscription("wh_a").snapshot(), 5);
        index.put(aSubscription("wh_b").in("unheard-of").snapshot(), 5);
        index.put(aSubscription("wh_c").in("ecocast").snapshot(), 5);

        List<Delivery> made = deliveries(dispatch(EVENT));

        assertThat(made)
                .extracting(delivery -> delivery.subscription().id().value(), Delivery::rendered)
                .containsExactly(tuple("wh_a", true), tuple("wh_b", false), tuple("wh_c", true));
        Delivery holding = made.get(1);
        assertThat(holding.subscription().format()).isEqualTo(new FormatName("unheard-of"));
        assertThat(holding.body().text())
                .isEqualTo(
                        """
                        {"id":"evt-1","type":"order.created","tenant":"default",\
                        "time":"2026-01-31T12:00:00Z","data":{"n": 1.0, "s":"\\u00eb"}}\
                        """);
        assertThat(DeliveryCodec.decode(DeliveryCodec.encode(holding))).isEqualTo(holding);
    }

    @Test
    void aSecondDispatchGivesTheSameBodyWhenTheEventHasNoTime() {
        index.put(aSubscription("wh_a").snapshot(), 5);

        assertThat(deliveries(dispatch("{\"id\":\"1\",\"type\":\"t\"}")).getFirst().body().text())
                .contains("\"timestamp\":\"2026-02-01T09:59:59.500Z\"");
    }

    @Test
    void anEventNobodyWantsIsDone() {
        assertThat(dispatch(EVENT))
                .isInstanceOfSatisfying(
                        FannedOut.class,
                        made -> {
                            assertThat(made.matches()).isEmpty();
                            assertThat(made.undecided()).isEmpty();
                        });
    }

    @Test
    void aRecordThatIsNoEventIsInvalidWithTheReason() {
        assertThat(dispatch("{\"id\":\"1\"}")).isEqualTo(new Invalid("'type' is required"));
        assertThat(reason(dispatch("{nonsense"))).startsWith("is not valid JSON: ");
        assertThat(reason(dispatch(List.of(new WireHeader("content-type", "text/csv")), "a,b")))
                .startsWith("content-type 'text/csv' is not supported; allowed are ");
        assertThat(
                        dispatcher.dispatch(
                                new Incoming(
                                        new WireRecord(
                                                Optional.empty(), List.of(), Optional.empty()),
                                        POSITION,
                                        WRITTEN_AT,
                                        Optional.empty()),
                                NOW))
                .isEqualTo(new Invalid("the record has no value"));
    }

    @Test
    void anEventThatIsTooLargeIsInvalid() {
        assertThat(dispatch(" ".repeat(1024 - EVENT.length()) + EVENT))
                .isInstanceOf(FannedOut.class);
        assertThat(dispatch(" ".repeat(1025 - EVENT.length()) + EVENT))
                .isEqualTo(new Invalid("the event has 1025 bytes; allowed are 1024"));
    }

    @Test
    void anEventThatIsTooLargeForEverybodyIsDeliveredToNobody() {
        index.put(aSubscription("wh_a").snapshot(), 5);
        index.put(aSubscription("wh_b").in("unheard-of").snapshot(), 5);
        List<WireHeader> text =
                List.of(
                        new WireHeader("ce_specversion", "1.0"),
                        new WireHeader("ce_id", "1"),
                        new WireHeader("ce_source", "/s"),
                        new WireHeader("ce_type", "t"),
                        new WireHeader("content-type", "text/plain"));

        // each control character takes six bytes in JSON
        FannedOut made = (FannedOut) dispatch(text, "\u0001".repeat(300));
        assertThat(deliveries(made)).isEmpty();
        assertThat(leftOut(made))
                .satisfiesExactly(
                        left -> {
                            assertThat(left.subscription().value()).isEqualTo("wh_a");
                            assertThat(left.reason())
                                    .matches(
                                            "the event makes a body of 1[89]\\d\\d bytes; allowed"
                                                    + " are 1500");
                        },
                        left ->
                                assertThat(left.reason())
                                        .startsWith("the format 'unheard-of' is not configured"));
    }

    /** As JavaScript prints it, 1e20 has 21 digits. */
    @Test
    void whoWouldGetABodyThatIsTooLargeIsLeftOutAloneWhateverItsPlaceInTheOrder() {
        index.put(aSubscription("wh_a").in("ecocast").snapshot(), 5);
        index.put(aSubscription("wh_b").snapshot(), 5);
        index.put(aSubscription("wh_c").in("clip").snapshot(), 5);
        index.put(aSubscription("wh_d").snapshot(), 5);

        FannedOut made =
                (FannedOut)
                        dispatch(
                                "{\"id\":\"1\",\"type\":\"t\",\"data\":[%s1]}"
                                        .formatted("1e20,".repeat(100)));

        assertThat(deliveries(made))
                .extracting(delivery -> delivery.subscription().id().value())
                .containsExactly("wh_b", "wh_d");
        assertThat(leftOut(made))
                .extracting(left -> left.subscription().value())
                .containsExactly("wh_a", "wh_c");
        assertThat(LeftOut.describe(leftOut(made)))
                .matches(
                        "not for wh_a: the event makes a body of \\d+ bytes; allowed are 1500;"
                                + " not for wh_c: the event makes a body of \\d+ bytes; allowed"
                                + " are 1500");
    }

    /** 2,000 bodies of a 1 MB event would take up 2 GB. */
    @Test
    void holdsNoBodyThatWasMade() {
        for (int i = 0; i < 20; i++) {
            index.put(aSubscription("wh_" + i).in("envoyou").snapshot(), 5);
        }
        FannedOut event = (FannedOut) dispatch(EVENT);

        List<WeakReference<Delivery>> made =
                deliveries(event).stream().map(WeakReference::new).toList();
        System.gc();

        assertThat(made).hasSize(20).allMatch(delivery -> delivery.refersTo(null));
        assertThat(deliveries(event)).as("made again").hasSize(20);
    }

    @Test
    void ofManyThatAreLeftOutTheFirstAreNamed() {
        List<LeftOut> many =
                IntStream.range(0, 10_000)
                        .mapToObj(i -> new LeftOut(new SubscriptionId("wh_" + i), "too large"))
                        .toList();

        assertThat(LeftOut.describe(many))
                .startsWith("not for wh_0, wh_1, ")
                .endsWith(", wh_19 and 9980 more: too large");
    }

    @Test
    void ofManyReasonsTheFirstAreTold() {
        List<LeftOut> many =
                IntStream.range(0, 7)
                        .mapToObj(i -> new LeftOut(new SubscriptionId("wh_" + i), "size " + i))
                        .toList();

        assertThat(LeftOut.describe(many))
                .startsWith("not for wh_0: size 0; not for wh_1: size 1; ")
                .endsWith("not for wh_4: size 4; and 2 more reasons");
    }

    @Test
    void aReasonStaysShort() {
        String type = "x".repeat(5000);

        assertThat(reason(dispatch(List.of(new WireHeader("content-type", type)), "{}")))
                .hasSizeLessThan(1100);
    }

    private static String reason(Dispatch dispatch) {
        return switch (dispatch) {
            case Invalid(var reason) -> reason;
            case FannedOut made -> throw new AssertionError(made);
        };
    }
}
