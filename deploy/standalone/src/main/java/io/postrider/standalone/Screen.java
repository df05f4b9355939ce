package io.postrider.standalone;

import io.postrider.model.egress.Network;
import io.postrider.subscription.playground.ReceivedRequest;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.PrintStream;
import java.net.URI;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/** What the person at the terminal sees. */
final class Screen {

    private static final Logger log = LoggerFactory.getLogger(Screen.class);
    private static final int LONGEST_BODY = 700;

    private final PrintStream out;

    Screen(PrintStream out) {
        this.out = out;
    }

    /** A step that may be interrupted. */
    interface Step {
        void run() throws InterruptedException;
    }

    void starting(StandaloneSettings settings) {
        out.printf("Postrider %s, data in %s%n", Version.current(), settings.data());
    }

    /** Runs the step and says how long it took. */
    void timed(String what, Step step) throws InterruptedException {
        long begun = System.nanoTime();
        step.run();
        took(what, begun);
    }

    <T> T timed(String what, Callable<T> step) {
        long begun = System.nanoTime();
        try {
            T result = step.call();
            took(what, begun);
            return result;
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new CannotStartException(what + " did not start: " + e, e);
        }
    }

    private void took(String what, long begun) {
        double seconds = (System.nanoTime() - begun) / 1e9;
        out.printf(Locale.ROOT, "  %-11s ready in %.1f s%n", what, seconds);
    }

    void webhook(String id, URI url, String types) {
        out.printf("%nA first event, through Kafka to an inbox%n");
        out.printf("  webhook     %s sends %s to %s%n", id, types, url);
    }

    void produced(String type, String topic, int partition, long offset) {
        out.printf(
                "  produced    %s to topic %s, partition %d, offset %d%n",
                type, topic, partition, offset);
    }

    void post(String inbox, ReceivedRequest received, String verdict) {
        out.printf("  received    at %s:%n%n", received.at());
        out.printf("    POST /inbox/%s%n", inbox);
        received.headers().forEach((name, value) -> out.printf("    %s: %s%n", name, value));
        out.printf("%n    %s%n%n", shortened(received.body().text()));
        out.printf("  signature   %s%n", verdict);
    }

    private static String shortened(String body) {
        return body.length() <= LONGEST_BODY
                ? body
                : "%s ... (%d characters)"
                        .formatted(body.substring(0, LONGEST_BODY), body.length());
    }

    void ready(StandaloneSystem system) {
        URI address = system.address();
        out.printf("%nReady.%n");
        out.printf("  API         %s%n", address.resolve("/api/v1"));
        out.printf("  Console     %s%n", address.resolve("/settings/webhooks"));
        out.printf("  Kafka       %s%n", system.bootstrapServers());
        out.printf("  Admin key   %s%n", system.adminKey().shown());
        out.printf("  Log         %s%n", LogFile.path());
        out.printf("  Webhooks    may lead to public addresses%s%n", others(system));
        out.printf("%nSend an event:%n%n");
        out.printf("  curl -X POST %s \\%n", address.resolve("/api/v1/events"));
        out.printf("    -H \"Authorization: Bearer %s\" \\%n", system.adminKey().inShell());
        out.printf("    -H 'Content-Type: application/json' \\%n");
        out.printf(
                "    -d '{\"type\": \"github.star.created\", \"data\": {\"hello\": \"world\"}}'%n");
        out.printf("%nSee what the inbox received:%n%n");
        out.printf(
                "  curl -H \"Authorization: Bearer %s\" %s%n",
                system.adminKey().inShell(),
                address.resolve("/api/v1/playground/inboxes/" + Demo.INBOX + "/requests"));
        out.printf("%nCtrl-C stops everything; the data stays.%n");
        out.flush();
    }

    private static String others(StandaloneSystem system) {
        return system.allowedNetworks().isEmpty()
                ? " only"
                : system.allowedNetworks().stream()
                        .map(Network::toString)
                        .collect(
                                Collectors.joining(
                                        ", ", " and, as this is for trying out, to ", ""));
    }

    void stopping() {
        out.printf("%nStopping...%n");
    }

    void stopped() {
        out.printf("Stopped.%n");
    }

    void trouble(String when, Exception e) {
        log.error("trouble {}", when, e);
        out.printf("Trouble %s: %s%n", when, e);
    }
}
