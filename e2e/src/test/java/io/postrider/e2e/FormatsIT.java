package io.postrider.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postrider.testing.GuideReceivers;
import io.postrider.testing.GuideReceivers.Case;
import io.postrider.testing.HardJson;
import io.postrider.testing.Received;
import io.postrider.testing.Receiver;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** Every real payload and every hard one, in every format, reaches receivers that accept it. */
@UsesSharedPostrider
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FormatsIT {

    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final String TYPE = "formats.";
    private static final String SECRET = "your-secret-key";

    private Receiver receiver;
    private final Map<String, String> secrets = new HashMap<>();
    private final List<Payloads.Payload> payloads = new ArrayList<>();
    private final Map<PublishedVerifiers, Future<Optional<String>>> installations =
            new EnumMap<>(PublishedVerifiers.class);

    @BeforeAll
    void deliverEverythingInEveryFormat() throws Exception {
        receiver = Receiver.start();
        payloads.addAll(Payloads.all());
        assertThat(payloads).hasSize(329);
        HardJson.all().forEach(hard -> payloads.add(new Payloads.Payload("hard", hard.json())));
        Postrider postrider = startBesideInstallations();
        for (String format :
                List.of("standard", "ecocast", "task-hub", "clip", "project-44", "envoyou")) {
            secrets.put(format, subscribe(postrider.api(), format));
        }
        try (EventProducer producer = new EventProducer(postrider.bootstrapServers())) {
            for (int i = 0; i < payloads.size(); i++) {
                producer.plain("formats-" + i, TYPE + i, payloads.get(i).json());
            }
            producer.flush();
        }
        for (String format : secrets.keySet()) {
            await(format).atMost(LONGEST).until(() -> posts(format).size() >= payloads.size());
        }
    }

    /** Ends the installations before the first POST: verifiers refuse one after five minutes. */
    private Postrider startBesideInstallations() throws Exception {
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (PublishedVerifiers verifiers : PublishedVerifiers.values()) {
                installations.put(verifiers, executor.submit(verifiers::install));
            }
            return SharedPostrider.get();
        }
    }

    @AfterAll
    void stop() {
        receiver.close();
    }

    private String subscribe(Api api, String format) {
        Map<String, Object> webhook = new HashMap<>();
        webhook.put("url", receiver.url("/" + format));
        webhook.put("events", List.of(TYPE + "*"));
        webhook.put("format", format);
        // the task hub's own limit of 60 a minute would take them too long
        webhook.put("rate_limit", Map.of("deliveries", 10_000, "period", "1s"));
        if (!format.equals("standard")) {
            webhook.put("secret", SECRET);
        }
        return api.createWebhook(webhook).get("secret").asString();
    }

    /** What came of these events; there may be others, like a ping. */
    private List<Received> posts(String format) {
        return receiver.received("/" + format).stream().filter(FormatsIT::isOfOurs).toList();
    }

    private static boolean isOfOurs(Received post) {
        return post.bodyText().contains("\"" + TYPE)
                || post.header("X-Event-Type").orElse("").startsWith(TYPE);
    }

    private List<Case> cases(String receiverName, String format) {
        return posts(format).stream()
                .map(post ->
                        new Case(receiverName, Objects.requireNonNull(secrets.get(format)), post))
                .toList();
    }

    @Test
    void theJavaScriptSampleOfEveryGuideAcceptsThemAll() {
        List<Case> cases =
                Stream.of("ecocast", "task-hub", "clip", "project-44", "envoyou")
                        .flatMap(guide -> cases(guide, guide).stream())
                        .toList();

        assertThat(cases).hasSizeGreaterThanOrEqualTo(5 * payloads.size());
        assertThat(GuideReceivers.inJavaScript(cases)).containsOnly(GuideReceivers.ACCEPTED);
    }

    @Test
    void thePythonSampleAcceptsAllRealPayloadsOfPlainAscii() {
        List<Case> ascii =
                cases("envoyou", "envoyou").stream()
                        .filter(it -> number(it.request()) < 329)
                        .filter(it -> it.request().bodyText().matches("(?s)[ -~]*"))
                        .toList();

        assertThat(ascii).hasSizeGreaterThan(250);
        assertThat(GuideReceivers.inPython(ascii)).containsOnly(GuideReceivers.ACCEPTED);
    }

    /** Which of the payloads it is, by its type. */
    private static int number(Received post) {
        return Integer.parseInt(
                post.header("X-EnvoyOU-Event-Type").orElseThrow().substring(TYPE.length()));
    }

    @Test
    void publishedVerifiersInJavaScriptAcceptTheFormatsThatTheyKnow() throws Exception {
        assertAccepted(
                PublishedVerifiers.JAVASCRIPT,
                Map.of("standardwebhooks", "standard", "svix", "standard", "octokit", "task-hub"));
    }

    @Test
    void thePublishedVerifierInPythonAcceptsTheStandardFormat() throws Exception {
        assertAccepted(PublishedVerifiers.PYTHON, Map.of("standardwebhooks", "standard"));
    }

    @Test
    void thePublishedVerifierInGoAcceptsTheStandardFormat() throws Exception {
        assertAccepted(PublishedVerifiers.GO, Map.of("standardwebhooks", "standard"));
    }

    private void assertAccepted(PublishedVerifiers verifiers, Map<String, String> formatsByName)
            throws Exception {
        Objects.requireNonNull(installations.get(verifiers)).get().ifPresent(Assumptions::abort);
        List<Case> cases =
                formatsByName.entrySet().stream()
                        .flatMap(known -> cases(known.getKey(), known.getValue()).stream())
                        .toList();

        assertThat(cases).hasSizeGreaterThanOrEqualTo(formatsByName.size() * payloads.size());
        assertThat(verifiers.judge(cases)).containsOnly(GuideReceivers.ACCEPTED);
    }

    /** White space around a value is no part of it. */
    @Test
    void theStandardFormatSendsTheDataByteForByte() {
        for (Received post : posts("standard")) {
            String body = post.bodyText();
            String type = body.substring(body.indexOf(TYPE) + TYPE.length());
            int number = Integer.parseInt(type.substring(0, type.indexOf('"')));
            assertThat(body).endsWith(",\"data\":" + payloads.get(number).json().strip() + "}");
        }
    }
}
