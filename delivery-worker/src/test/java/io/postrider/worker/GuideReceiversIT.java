package io.postrider.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.model.Delivery;
import io.postrider.model.Delivery.EventRef;
import io.postrider.model.Delivery.SubscriptionRef;
import io.postrider.model.DeliveryId;
import io.postrider.model.Event;
import io.postrider.model.EventId;
import io.postrider.model.EventType;
import io.postrider.model.FormatName;
import io.postrider.model.Outcome;
import io.postrider.model.Payload;
import io.postrider.model.Progress;
import io.postrider.model.RecordPosition;
import io.postrider.model.SubscriptionId;
import io.postrider.model.TenantId;
import io.postrider.model.access.EndpointAccess;
import io.postrider.model.format.Format;
import io.postrider.model.format.FormatCatalog;
import io.postrider.model.format.RetryOn;
import io.postrider.model.retry.RetrySchedule;
import io.postrider.model.wire.BodyRenderer;
import io.postrider.testing.GuideReceivers;
import io.postrider.testing.GuideReceivers.Case;
import io.postrider.testing.HardJson;
import io.postrider.testing.Patience;
import io.postrider.testing.Received;
import io.postrider.testing.Receiver;
import io.postrider.worker.delivery.Sender;
import io.postrider.worker.endpoint.Endpoint;
import io.postrider.worker.endpoint.PostShape;
import io.postrider.worker.http.ReactorNettySender;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The guides' own receivers accept what is POSTed in their formats, however hard the JSON. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GuideReceiversIT {

    private static final String SECRET = "whsec_your_webhook_secret_key";
    private static final List<String> GUIDES =
            List.of("ecocast", "task-hub", "clip", "project-44", "envoyou");
    private static final SubscriptionId WEBHOOK = new SubscriptionId("wh_1234567890");
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private Receiver receiver;
    private ReactorNettySender sender;

    @BeforeAll
    void start() {
        receiver = Receiver.start();
        sender =
                new ReactorNettySender(
                        Fixtures.httpSettings(),
                        Clock.systemUTC(),
                        () -> UUID.randomUUID().toString());
    }

    @AfterAll
    void stop() {
        sender.close();
        receiver.close();
    }

    /** The data POSTed in the format, as it came. */
    private Received post(FormatCatalog catalog, String format, String data) {
        Format shape = catalog.get(new FormatName(format));
        Event event =
                new Event(
                        new EventId(UUID.randomUUID().toString()),
                        Optional.empty(),
                        new EventType("user.created"),
                        TenantId.DEFAULT,
                        Instant.now(),
                        Payload.of(data));
        String path = "/" + UUID.randomUUID();
        var sent =
                sender.send(
                        new Sender.Request(
                                delivery(catalog, event, shape),
                                endpoint(shape, path),
                                Instant.now()));
        assertThat(
                        sent.toCompletableFuture()
                                .orTimeout(Patience.LONGEST.toSeconds(), TimeUnit.SECONDS)
                                .join()
                                .outcome())
                .isEqualTo(new Outcome.Acknowledged(200));
        return receiver.received(path).getFirst();
    }

    private static Delivery delivery(FormatCatalog catalog, Event event, Format format) {
        DeliveryId id = DeliveryId.of(event.source(), event.id(), WEBHOOK);
        var rendered = new BodyRenderer(catalog).of(event).in(format.name(), WEBHOOK, id);
        return new Delivery(
                id,
                new EventRef(
                        event.id(),
                        event.type(),
                        event.tenant(),
                        new RecordPosition(0, 0),
                        rendered.eventAlias()),
                new SubscriptionRef(WEBHOOK, 0, format.name()),
                event.time(),
                Progress.NEW,
                rendered.body());
    }

    private Endpoint endpoint(Format format, String path) {
        return new Endpoint(
                WEBHOOK,
                receiver.url(path),
                true,
                Optional.empty(),
                PostShape.of(format, List.of(SECRET), List.of()),
                EndpointAccess.NONE,
                RetrySchedule.STANDARD,
                RetryOn.ANY,
                TIMEOUT,
                Optional.empty());
    }

    /** Names of the cases that were not judged as they should be, with the verdicts. */
    private static Map<String, String> wrong(
            List<String> names, List<String> verdicts, List<Boolean> expected) {
        Map<String, String> wrong = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            boolean accepted = verdicts.get(i).equals(GuideReceivers.ACCEPTED);
            if (accepted != expected.get(i)) {
                wrong.put(names.get(i), verdicts.get(i));
            }
        }
        return wrong;
    }

    @Test
    void theJavaScriptSampleOfEveryGuideAcceptsHardJson() {
        List<String> names = new ArrayList<>();
        List<Case> cases = new ArrayList<>();
        for (String guide : GUIDES) {
            for (HardJson hard : HardJson.all()) {
                names.add(guide + ", " + hard.name());
                cases.add(
                        new Case(guide, SECRET, post(FormatCatalog.shipped(), guide, hard.json())));
            }
        }

        assertThat(wrong(names, GuideReceivers.inJavaScript(cases), all(cases.size(), true)))
                .isEmpty();
    }

    @Test
    void theJavaScriptSampleOfEveryGuideAcceptsAnyJson() {
        List<String> names = new ArrayList<>();
        List<Case> cases = new ArrayList<>();
        RandomJson random = new RandomJson(44);
        for (int i = 0; i < 200; i++) {
            String json = random.document();
            String guide = GUIDES.get(i % GUIDES.size());
            names.add(guide + ", " + json);
            cases.add(new Case(guide, SECRET, post(FormatCatalog.shipped(), guide, json)));
        }

        assertThat(wrong(names, GuideReceivers.inJavaScript(cases), all(cases.size(), true)))
                .isEmpty();
    }

    @Test
    void thePythonSampleAcceptsWhateverItPrintsAsTheJavaScriptSampleDoes() {
        List<Case> cases =
                HardJson.all().stream()
                        .map(hard ->
                                new Case(
                                        "envoyou",
                                        SECRET,
                                        post(FormatCatalog.shipped(), "envoyou", hard.json())))
                        .toList();

        assertThat(
                        wrong(
                                HardJson.all().stream().map(HardJson::name).toList(),
                                GuideReceivers.inPython(cases),
                                HardJson.all().stream().map(HardJson::alike).toList()))
                .isEmpty();
    }

    @Test
    void thePythonSampleAcceptsEverythingInAnOperatorsFormatForIt(@TempDir Path directory)
            throws IOException {
        String envoyou =
                new String(
                        FormatCatalog.class.getResourceAsStream("envoyou.yml").readAllBytes(),
                        StandardCharsets.UTF_8);
        Files.writeString(
                directory.resolve("envoyou-python.yml"),
                envoyou.replace("name: envoyou", "name: envoyou-python")
                        .replace("ecmascript-sorted", "python-sorted"));
        FormatCatalog catalog = FormatCatalog.with(directory);
        RandomJson random = new RandomJson(45);
        List<String> documents =
                Stream.concat(
                                HardJson.all().stream().map(HardJson::json),
                                Stream.generate(random::document).limit(100))
                        .toList();
        List<Case> cases =
                documents.stream()
                        .map(json ->
                                new Case("envoyou", SECRET, post(catalog, "envoyou-python", json)))
                        .toList();

        assertThat(wrong(documents, GuideReceivers.inPython(cases), all(cases.size(), true)))
                .isEmpty();
    }

    private static List<Boolean> all(int count, boolean expected) {
        return IntStream.range(0, count).mapToObj(_ -> expected).toList();
    }
}
