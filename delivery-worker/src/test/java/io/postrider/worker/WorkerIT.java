package io.postrider.worker;

import static io.postrider.worker.Fixtures.aDelivery;
import static io.postrider.worker.Fixtures.aSnapshot;
import static io.postrider.worker.Fixtures.aSubscriptionId;
import static io.postrider.worker.Fixtures.anEvent;
import static io.postrider.worker.Fixtures.changed;
import static io.postrider.worker.Fixtures.holding;
import static io.postrider.worker.Fixtures.inFormat;
import static io.postrider.worker.Fixtures.paused;
import static io.postrider.worker.World.PATIENCE;
import static io.postrider.worker.World.await;

import static org.assertj.core.api.Assertions.assertThat;

import com.standardwebhooks.Webhook;

import io.postrider.model.AttemptReport;
import io.postrider.model.AttemptReport.Attempted;
import io.postrider.model.AttemptReport.Cancelled;
import io.postrider.model.DeadLetterReason;
import io.postrider.model.Decision;
import io.postrider.model.Delivery;
import io.postrider.model.Delivery.SubscriptionRef;
import io.postrider.model.FailedDelivery;
import io.postrider.model.Outcome;
import io.postrider.model.Progress;
import io.postrider.model.SubscriptionId;
import io.postrider.model.SubscriptionSnapshot;
import io.postrider.model.topic.Topic;
import io.postrider.model.wire.DeliveryCodec;
import io.postrider.model.wire.InvalidRecordCodec;
import io.postrider.model.wire.WireRecord;
import io.postrider.runtime.kafka.WireRecords;
import io.postrider.testing.Answer;
import io.postrider.testing.RealKafka;
import io.postrider.testing.Received;
import io.postrider.testing.Receiver;
import io.postrider.worker.endpoint.EndpointRegistry;
import io.postrider.worker.endpoint.Lookup;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WorkerIT {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final long TOLERATED = 300;
    private static final int MOST_TRIES = 5;

    private Receiver receiver;
    private World world;

    @BeforeAll
    void start() {
        receiver = Receiver.start();
        world = new World(RealKafka.shared().bootstrapServers(), Map.of());
    }

    @AfterAll
    void stop() {
        world.close();
        receiver.close();
    }

    private Delivery deliveryTo(String path, Duration... delays) {
        SubscriptionId id = aSubscriptionId();
        long offset = world.publish(aSnapshot(id, receiver.url(path), delays));
        return aDelivery(id, offset, "{\"path\":\"" + path + "\"}");
    }

    private static Attempted attempted(AttemptReport report) {
        return (Attempted) report.conclusion();
    }

    @Test
    void postsTheExactBytesSignedAndReportsTheAttempt() throws Exception {
        Delivery delivery = deliveryTo("/signed");
        world.produce(delivery);

        Received post = receiver.awaitReceived("/signed", 1, PATIENCE).getFirst();
        assertThat(post.method()).isEqualTo("POST");
        assertThat(post.body()).isEqualTo(delivery.body().bytes());
        assertThat(post.header("content-type")).contains("application/json");
        assertThat(post.header("user-agent").orElseThrow()).matches("Postrider/\\d.*");
        assertThat(post.header("webhook-id")).contains(delivery.id().value());
        new Webhook(Fixtures.SECRET.secretText())
                .verify(post.bodyText(), HttpHeaders.of(post.headers(), (_, _) -> true));

        Attempted attempted = attempted(world.awaitReports(delivery.id(), 1).getFirst());
        assertThat(attempted.attempt().outcome()).isEqualTo(new Outcome.Acknowledged(200));
        assertThat(attempted.decision()).isEqualTo(new Decision.Delivered());
        assertThat(attempted.attempt().number()).isEqualTo(1);
    }

    @Test
    void retriesThroughTheRetryTopics() {
        receiver.answer("/flaky", Answer.status(500), Answer.status(500), Answer.ok());
        Delivery delivery = deliveryTo("/flaky", SECOND, SECOND);
        world.produce(delivery);

        List<Received> posts = receiver.awaitReceived("/flaky", 3, PATIENCE);
        List<AttemptReport> reports = world.awaitReports(delivery.id(), 3);
        assertThat(reports)
                .extracting(report -> attempted(report).attempt().number())
                .containsExactly(1, 2, 3);
        assertThat(attempted(reports.get(0)).decision()).isInstanceOf(Decision.Retry.class);
        assertThat(attempted(reports.get(2)).decision()).isEqualTo(new Decision.Delivered());
        assertThat(posts)
                .extracting(post -> post.header("webhook-id").orElseThrow())
                .containsOnly(delivery.id().value());
    }

    @Test
    void retriesAtTheTimesOfTheSchedule() {
        assertWaits(
                path -> {
                    receiver.answer(path, Answer.status(500), Answer.status(500), Answer.ok());
                    world.produce(deliveryTo(path, SECOND, SECOND.multipliedBy(2)));
                },
                1_000,
                2_000);
    }

    @Test
    void waitsAsLongAsTheReceiverAsks() {
        assertWaits(
                path -> {
                    receiver.answer(
                            path, Answer.status(503).withHeader("Retry-After", "3"), Answer.ok());
                    world.produce(deliveryTo(path, SECOND));
                },
                3_000);
    }

    /**
     * Never too early, and on time at least once: what comes late may have met a pause of the
     * machine.
     *
     * @param waits in milliseconds, between the posts to the path
     */
    private void assertWaits(Consumer<String> delivering, long... waits) {
        List<List<Long>> tries = new ArrayList<>();
        boolean onTime = false;
        while (!onTime && tries.size() < MOST_TRIES) {
            String path = "/" + UUID.randomUUID();
            delivering.accept(path);
            List<Received> posts = receiver.awaitReceived(path, waits.length + 1, PATIENCE);
            List<Long> gaps =
                    IntStream.range(0, waits.length).mapToObj(i -> gap(posts, i)).toList();
            tries.add(gaps);
            assertThat(IntStream.range(0, waits.length))
                    .as("gaps of %s ms", gaps)
                    .allMatch(i -> gaps.get(i) >= waits[i] - TOLERATED);
            onTime =
                    IntStream.range(0, waits.length)
                            .allMatch(i -> gaps.get(i) <= waits[i] + TOLERATED);
        }
        assertThat(onTime).as("on time in one of %s", tries).isTrue();
    }

    private static long gap(List<Received> posts, int index) {
        return Duration.between(posts.get(index).at(), posts.get(index + 1).at()).toMillis();
    }

    @Test
    void deadLettersWhatHasFailedToTheEnd() {
        receiver.answer("/broken", Answer.status(500).withBody("no disk"));
        Delivery delivery = deliveryTo("/broken", SECOND);
        world.produce(delivery);

        FailedDelivery failed = world.awaitDeadLetter(delivery.id());
        assertThat(failed.reason()).isEqualTo(DeadLetterReason.EXHAUSTED);
        assertThat(failed.detail()).isEqualTo("answered 500");
        assertThat(failed.status()).hasValue(500);
        assertThat(failed.delivery().progress().attempts()).isEqualTo(2);
        assertThat(failed.delivery().body()).isEqualTo(delivery.body());
        Attempted last = attempted(world.awaitReports(delivery.id(), 2).getLast());
        assertThat(last.decision()).isEqualTo(new Decision.DeadLetter(DeadLetterReason.EXHAUSTED));
        assertThat(last.attempt().responseBody()).isEqualTo("no disk");
    }

    private Delivery deliveryInFormat(String path, String format, Duration... delays) {
        SubscriptionId id = aSubscriptionId();
        var snapshot = aSnapshot(id, receiver.url(path), delays);
        long offset = world.publish(inFormat(snapshot, format, "your-secret-key"));
        return inFormat(aDelivery(id, offset, "{\"path\":\"" + path + "\"}"), format);
    }

    @Test
    void aRetryKeepsWhatIdentifiesADeliveryAndIsSignedAnew() {
        receiver.answer("/again", Answer.status(500), Answer.ok());
        Delivery delivery = deliveryInFormat("/again", "envoyou", SECOND.multipliedBy(2));
        world.produce(delivery);

        List<Received> posts = receiver.awaitReceived("/again", 2, PATIENCE);
        assertThat(posts.get(1).body()).isEqualTo(posts.get(0).body());
        assertThat(posts)
                .extracting(post -> post.header("X-EnvoyOU-Webhook-ID").orElseThrow())
                .containsOnly(delivery.subscription().id().value());
        for (String changing :
                List.of("X-EnvoyOU-Timestamp", "X-EnvoyOU-Nonce", "X-EnvoyOU-Signature")) {
            assertThat(posts)
                    .extracting(post -> post.header(changing).orElseThrow())
                    .doesNotHaveDuplicates();
        }
        assertThat(posts)
                .extracting(post -> post.header("X-Custom-Header").orElseThrow())
                .containsOnly("your-custom-value");
    }

    @Test
    void makesTheBodyThatTheDispatcherCouldNotMake() {
        receiver.answer("/made", Answer.status(500), Answer.ok());
        Delivery like = deliveryInFormat("/made", "envoyou", SECOND);
        Delivery delivery = holding(anEvent("{\"n\": 1.0}"), like.subscription());
        world.produce(delivery);

        List<Received> posts = receiver.awaitReceived("/made", 2, PATIENCE);
        assertThat(posts.get(0).bodyText())
                .contains("\"data\":{\"object\":{\"n\":1}}")
                .contains("\"webhook_id\":\"" + like.subscription().id() + "\"");
        assertThat(posts.get(1).body()).isEqualTo(posts.get(0).body());
    }

    @Test
    void aRetryKeepsTheDeliveryIdThatAReceiverRemovesDuplicatesBy() {
        receiver.answer("/same", Answer.status(500), Answer.ok());
        Delivery delivery = deliveryInFormat("/same", "task-hub", SECOND);
        world.produce(delivery);

        assertThat(receiver.awaitReceived("/same", 2, PATIENCE))
                .extracting(post -> post.header("X-Delivery-ID").orElseThrow())
                .containsOnly(delivery.id().value());
    }

    @Test
    void doesNotRetryWhatTheFormatTakesForFinal() {
        receiver.answer("/final", Answer.status(404));
        Delivery delivery = deliveryInFormat("/final", "project-44", SECOND);
        world.produce(delivery);

        FailedDelivery failed = world.awaitDeadLetter(delivery.id());
        assertThat(failed.reason()).isEqualTo(DeadLetterReason.NOT_RETRIED);
        assertThat(failed.delivery().subscription()).isEqualTo(delivery.subscription());
        assertThat(receiver.received("/final")).hasSize(1);
    }

    @Test
    void disablesAnEndpointThatIsGone() {
        receiver.answer("/gone", Answer.status(410));
        Delivery delivery = deliveryTo("/gone", SECOND);
        world.produce(delivery);

        assertThat(world.awaitDeadLetter(delivery.id()).reason()).isEqualTo(DeadLetterReason.GONE);
        assertThat(attempted(world.awaitReports(delivery.id(), 1).getFirst()).decision())
                .isInstanceOf(Decision.DisableEndpoint.class);
    }

    @Test
    void countsOnFromAReplayAndStartsTheScheduleAfresh() {
        receiver.answer("/repaired", Answer.status(500), Answer.ok());
        Delivery fresh = deliveryTo("/repaired", SECOND);
        Delivery replayed =
                fresh.withProgress(
                        new Progress(5, 0, 0, Optional.empty(), Optional.empty()).replayed());
        world.produce(replayed);

        assertThat(world.awaitReports(fresh.id(), 2))
                .extracting(report -> attempted(report).attempt().number())
                .containsExactly(6, 7);
    }

    @Test
    void cancelsWhatBelongsToADeletedSubscription() {
        Delivery delivery = deliveryTo("/deleted");
        SubscriptionId id = delivery.subscription().id();
        world.delete(id);
        await(() ->
                world.bean(EndpointRegistry.class).find(new SubscriptionRef(id, 0), () -> true)
                        instanceof Lookup.Deleted);
        world.produce(delivery);

        assertThat(world.awaitReports(delivery.id(), 1).getFirst().conclusion())
                .isInstanceOf(Cancelled.class);
        assertThat(receiver.received("/deleted")).isEmpty();
    }

    @Test
    void setsAsideWhatBelongsToADisabledSubscription() {
        SubscriptionSnapshot snapshot = aSnapshot(aSubscriptionId(), receiver.url("/disabled"));
        long offset = world.publish(changed(snapshot, false, snapshot.secrets()));
        Delivery delivery = aDelivery(snapshot.id(), offset, "{}");
        world.produce(delivery);

        FailedDelivery failed = world.awaitDeadLetter(delivery.id());
        assertThat(failed.reason()).isEqualTo(DeadLetterReason.DISABLED);
        assertThat(failed.delivery().progress().attempts()).isZero();
        assertThat(world.reports(delivery.id())).isEmpty();
    }

    @Test
    void holdsWhatBelongsToAPausedSubscriptionInTheRetryTopicsAlone() {
        SubscriptionSnapshot snapshot = aSnapshot(aSubscriptionId(), receiver.url("/paused"));
        SubscriptionSnapshot paused = paused(snapshot, Optional.of(Instant.now()));
        Delivery delivery = aDelivery(snapshot.id(), world.publish(paused), "{}");
        String id = delivery.id().value();
        world.produce(delivery);
        await(() ->
                world.retryRecords(SECOND.multipliedBy(2)).stream()
                                .filter(record -> isOf(record, id))
                                .filter(WorkerIT::isHeld)
                                .count()
                        >= 2);

        assertThat(receiver.received("/paused")).isEmpty();
        assertThat(world.records(world.name(Topic.DELIVERIES)))
                .filteredOn(record -> isOf(record, id))
                .hasSize(1);

        world.publish(paused(paused, Optional.empty()));

        receiver.awaitReceived("/paused", 1, PATIENCE);
        assertThat(attempted(world.awaitReports(delivery.id(), 1).getFirst()).attempt().number())
                .isEqualTo(1);
    }

    private static boolean isHeld(WireRecord record) {
        return record.header("postrider-parked").equals(Optional.of("paused"));
    }

    @Test
    void sendsNothingToWhereNoRequestMayGo() {
        SubscriptionSnapshot snapshot =
                aSnapshot(aSubscriptionId(), URI.create("http://10.0.0.1:8080/"), SECOND);
        Delivery delivery = aDelivery(snapshot.id(), world.publish(snapshot), "{}");
        world.produce(delivery);

        FailedDelivery failed = world.awaitDeadLetter(delivery.id());
        assertThat(failed.reason()).isEqualTo(DeadLetterReason.REFUSED);
        assertThat(failed.detail()).startsWith("not sent: the url must lead to a public address");
        assertThat(attempted(world.awaitReports(delivery.id(), 1).getFirst()).attempt().outcome())
                .isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void waitsForNewsOfASubscriptionWithoutSpendingAnAttempt() {
        SubscriptionSnapshot snapshot = aSnapshot(aSubscriptionId(), receiver.url("/news"));
        long offset = world.publish(snapshot);
        Delivery delivery = aDelivery(snapshot.id(), offset + 1, "{}");
        world.produce(delivery);
        await(() ->
                world.retryRecords(SECOND).stream()
                        .anyMatch(record -> isOf(record, delivery.id().value())));
        world.publish(changed(snapshot, true, snapshot.secrets()));

        receiver.awaitReceived("/news", 1, PATIENCE);
        assertThat(attempted(world.awaitReports(delivery.id(), 1).getFirst()).attempt().number())
                .isEqualTo(1);
    }

    @Test
    void keepsWhatBelongsToAWebhookWhoseSnapshotCannotBeRead() {
        SubscriptionSnapshot snapshot = aSnapshot(aSubscriptionId(), receiver.url("/unreadable"));
        long offset =
                world.produce(
                        new ProducerRecord<>(
                                world.name(Topic.SUBSCRIPTIONS),
                                snapshot.id().value().getBytes(StandardCharsets.UTF_8),
                                "no snapshot".getBytes(StandardCharsets.UTF_8)));
        await(() -> world.gauge("postrider.endpoints.unusable") >= 1);
        Delivery delivery = aDelivery(snapshot.id(), offset, "{}");
        world.produce(delivery);
        await(() ->
                world.retryRecords(SECOND.multipliedBy(4)).stream()
                        .anyMatch(record -> isOf(record, delivery.id().value())));
        world.publish(snapshot);

        receiver.awaitReceived("/unreadable", 1, PATIENCE);
        assertThat(world.awaitReports(delivery.id(), 1))
                .singleElement()
                .satisfies(report -> assertThat(report.conclusion()).isInstanceOf(Attempted.class));
    }

    private static boolean isOf(WireRecord record, String delivery) {
        return record.header("postrider-delivery-id").equals(Optional.of(delivery));
    }

    @Test
    void laysAsideWhatCannotBeRead() {
        String topic = world.name(Topic.DELIVERIES);
        long offset =
                world.produce(
                        new ProducerRecord<>(
                                topic,
                                0,
                                "key".getBytes(StandardCharsets.UTF_8),
                                "{}".getBytes(StandardCharsets.UTF_8)));

        await(() -> invalid("0:" + offset).isPresent());
        assertThat(invalid("0:" + offset).flatMap(r -> r.header(InvalidRecordCodec.REASON)))
                .hasValueSatisfying(reason -> assertThat(reason).contains("postrider-"));
    }

    private Optional<WireRecord> invalid(String position) {
        return world.records(world.name(Topic.EVENTS_INVALID)).stream()
                .filter(record ->
                        record.header(InvalidRecordCodec.SOURCE_POSITION)
                                .equals(Optional.of(position)))
                .findFirst();
    }

    @Test
    void releasesAtOnceWhatLiesInARetryTopicWithoutAWait() {
        Delivery delivery = deliveryTo("/stray");
        WireRecord record = DeliveryCodec.encode(delivery);
        world.produce(
                WireRecords.to(
                        world.name(Topic.DELIVERIES).replace("deliveries", "retry.1s"), record));

        receiver.awaitReceived("/stray", 1, PATIENCE);
    }

    /** Without it only a little would come back each second. */
    @Test
    void aWorkerThatKeepsUpGivesItsRelayCredit() {
        World.await(() -> world.gauge("postrider.relay.credit") > 0);
    }
}
