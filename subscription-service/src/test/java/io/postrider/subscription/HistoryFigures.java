package io.postrider.subscription;

import com.sun.management.OperatingSystemMXBean;

import io.postrider.model.Attempt;
import io.postrider.model.AttemptReport;
import io.postrider.model.Decision;
import io.postrider.model.Delivery;
import io.postrider.model.DeliveryId;
import io.postrider.model.EventId;
import io.postrider.model.EventType;
import io.postrider.model.Outcome;
import io.postrider.model.Payload;
import io.postrider.model.Progress;
import io.postrider.model.RecordPosition;
import io.postrider.model.ResponseHeaders;
import io.postrider.model.SubscriptionId;
import io.postrider.model.TenantId;
import io.postrider.model.topic.Topic;
import io.postrider.model.wire.AttemptCodec;
import io.postrider.model.wire.DeliveryCodec;
import io.postrider.model.wire.WireRecord;
import io.postrider.subscription.history.HistoryBuffer;
import io.postrider.subscription.history.HistoryStore;
import io.postrider.subscription.history.SourceRecord;
import io.postrider.testing.RealKafka;
import io.postrider.testing.RealPostgres;

import org.springframework.jdbc.core.simple.JdbcClient;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Prints what it costs to keep the history of a delivery and its one attempt, without Kafka; not a
 * test. Reports come a little after their deliveries: four in five in the same poll.
 */
final class HistoryFigures {

    private static final int POLLS = 24;
    private static final int DELIVERIES_PER_POLL = 2_500;
    private static final int REPORTS_BEHIND = 500;
    private static final Duration POLL_EVERY = Duration.ofMillis(125);
    private static final int TICKS_PER_SECOND = 100;

    private final RunningService service;
    private final ProcessHandle postmaster;
    private final Payload body = Payload.of("{\"note\":\"" + "x".repeat(1000) + "\"}");
    private long made;

    private HistoryFigures(RunningService service) {
        this.service = service;
        this.postmaster =
                ProcessHandle.of(
                                service.bean(JdbcClient.class)
                                        .sql("SELECT pg_backend_pid()")
                                        .query(Long.class)
                                        .single())
                        .flatMap(ProcessHandle::parent)
                        .orElseThrow();
    }

    static void main(String[] arguments) throws IOException {
        int rounds = arguments.length == 0 ? 6 : Integer.parseInt(arguments[0]);
        try (RealKafka.Own kafka = RealKafka.startOwn();
                RealPostgres.Own postgres = RealPostgres.startOwn();
                RunningService service =
                        RunningService.start(
                                        kafka.bootstrapServers(), postgres.newDatabase(), "figure.")
                                .awaitReady()) {
            kafka.stop();
            HistoryFigures figures = new HistoryFigures(service);
            for (int round = 1; round <= rounds; round++) {
                figures.run(round);
            }
        }
    }

    private void run(int round) throws IOException {
        List<List<SourceRecord>> polls = polls();
        HistoryStore store = service.bean(HistoryStore.class);
        double java = javaSeconds();
        double database = databaseSeconds();
        long began = System.nanoTime();
        HistoryBuffer told = new HistoryBuffer(Duration.ofSeconds(1));
        long time = 0;
        for (List<SourceRecord> poll : polls) {
            time += POLL_EVERY.toNanos();
            told.add(poll, time);
            store.apply(told.take(time));
        }
        store.apply(told.takeAll());
        double took = (System.nanoTime() - began) / 1e9;
        int deliveries = POLLS * DELIVERIES_PER_POLL;
        System.out.printf(
                "%d: %,.0f deliveries/s; of each Java %.1f us, PostgreSQL %.1f us CPU%n",
                round,
                deliveries / took,
                (javaSeconds() - java) * 1e6 / deliveries,
                (databaseSeconds() - database) * 1e6 / deliveries);
    }

    private List<List<SourceRecord>> polls() {
        List<List<SourceRecord>> polls = new ArrayList<>();
        List<SourceRecord> behind = new ArrayList<>();
        for (int poll = 0; poll < POLLS; poll++) {
            List<SourceRecord> queued = new ArrayList<>();
            List<SourceRecord> reports = new ArrayList<>(behind);
            for (int i = 0; i < DELIVERIES_PER_POLL; i++) {
                Delivery delivery = delivery();
                queued.add(source(Topic.DELIVERIES, DeliveryCodec.encode(delivery)));
                reports.add(source(Topic.ATTEMPTS, report(delivery)));
            }
            int cut = poll == POLLS - 1 ? reports.size() : reports.size() - REPORTS_BEHIND;
            behind = List.copyOf(reports.subList(cut, reports.size()));
            queued.addAll(reports.subList(0, cut));
            polls.add(queued);
        }
        return polls;
    }

    private Delivery delivery() {
        EventId event = new EventId("evt_" + UUID.randomUUID());
        SubscriptionId subscription =
                new SubscriptionId("wh_0199f0a2b3c4d5e6f708192a3b4c5d" + made % 100);
        return new Delivery(
                DeliveryId.of(Optional.empty(), event, subscription),
                new Delivery.EventRef(
                        event,
                        new EventType("order.created"),
                        TenantId.DEFAULT,
                        new RecordPosition(0, made)),
                new Delivery.SubscriptionRef(subscription, 0),
                Instant.now().truncatedTo(ChronoUnit.MILLIS),
                Progress.NEW,
                body);
    }

    private static WireRecord report(Delivery delivery) {
        Attempt attempt =
                new Attempt(
                        1,
                        URI.create("https://hooks.example.com/postrider/orders"),
                        delivery.createdAt().plusMillis(12),
                        delivery.createdAt().plusMillis(25),
                        new Outcome.Acknowledged(200),
                        ResponseHeaders.NONE,
                        "ok");
        return AttemptCodec.encode(
                AttemptReport.of(
                        delivery, new AttemptReport.Attempted(attempt, new Decision.Delivered())));
    }

    private SourceRecord source(Topic topic, WireRecord record) {
        return new SourceRecord(
                topic,
                topic.shortName(),
                new RecordPosition(0, made++),
                Instant.now().truncatedTo(ChronoUnit.MILLIS),
                record);
    }

    private static double javaSeconds() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime()
                / 1e9;
    }

    /** Of all processes of the server, those that ended included. */
    private double databaseSeconds() throws IOException {
        long ticks = ticks(postmaster, 13, 17);
        for (ProcessHandle process : postmaster.children().toList()) {
            ticks += ticks(process, 13, 15);
        }
        return (double) ticks / TICKS_PER_SECOND;
    }

    private static long ticks(ProcessHandle process, int from, int to) throws IOException {
        String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') - 1).split(" ", -1);
        long sum = 0;
        for (int field = from; field < to; field++) {
            sum += Long.parseLong(fields[field - 1]);
        }
        return sum;
    }
}
