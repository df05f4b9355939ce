package io.postrider.standalone;

import io.postrider.embedded.EmbeddedBroker;
import io.postrider.embedded.EmbeddedDatabase;
import io.postrider.model.egress.Network;
import io.postrider.subscription.playground.ReceivedRequest;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/** Everything that {@code postrider up} runs; closes in the opposite order of starting. */
final class StandaloneSystem implements AutoCloseable {

    private final StandaloneSettings settings;
    private final Screen screen;
    private final SecureRandom random;
    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private @Nullable Services services;
    private AdminKey adminKey = new AdminKey.Given("");
    private boolean fresh;

    StandaloneSystem(StandaloneSettings settings, Screen screen, SecureRandom random) {
        this.settings = settings;
        this.screen = screen;
        this.random = random;
    }

    /**
     * Starts and returns when every service is ready.
     *
     * @param onFailure hears when a service gives up later
     */
    void start(Consumer<String> onFailure) throws InterruptedException {
        refuseTakenPort();
        DataDirectory data = DataDirectory.open(settings.data());
        fresh = data.isFresh();
        adminKey =
                settings.adminKey()
                        .<AdminKey>map(AdminKey.Given::new)
                        .orElseGet(() -> data.adminKey(random));
        screen.starting(settings);

        EmbeddedDatabase database =
                closing(
                        screen.timed(
                                "PostgreSQL",
                                () ->
                                        EmbeddedDatabase.started(
                                                EmbeddedDatabase.Config.in(data.postgres())
                                                        .withBinariesIn(settings.programs()))));
        EmbeddedBroker broker =
                closing(
                        screen.timed(
                                "Kafka",
                                () ->
                                        EmbeddedBroker.started(
                                                EmbeddedBroker.Config.in(data.kafka())
                                                        .onPort(settings.kafkaPort()))));
        ServiceArguments arguments =
                new ServiceArguments(
                        settings.port(),
                        adminKey.text(),
                        data.secretsKey(random),
                        settings.allowedNetworks(),
                        broker,
                        database);
        Services all = closing(new Services(arguments, onFailure));
        services = all;
        screen.timed("services", all::start);
        screen.timed("pipeline", all::awaitReady);
    }

    /** Waits until events find the first webhook. */
    void awaitFirstWebhook() throws InterruptedException {
        Objects.requireNonNull(services, "not started").awaitSubscription();
    }

    private void refuseTakenPort() {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), settings.port()));
        } catch (IOException e) {
            throw new CannotStartException(
                    "Port %d, wanted for the API, is taken by another program: stop it or choose another port with --port."
                            .formatted(settings.port()),
                    e);
        }
    }

    private synchronized <T extends AutoCloseable> T closing(T part) {
        started.push(part);
        return part;
    }

    /** Whether the data directory was made by this start. */
    boolean isFresh() {
        return fresh;
    }

    AdminKey adminKey() {
        return adminKey;
    }

    /** Waits until the inbox has got something; its latest request. */
    ReceivedRequest awaitRequest(String inbox) throws InterruptedException {
        return Objects.requireNonNull(services, "not started").awaitRequest(inbox);
    }

    URI address() {
        return URI.create("http://localhost:" + settings.port());
    }

    List<Network> allowedNetworks() {
        return settings.allowedNetworks();
    }

    String bootstrapServers() {
        return "localhost:" + settings.kafkaPort();
    }

    @Override
    public synchronized void close() {
        boolean any = !started.isEmpty();
        if (any) {
            screen.stopping();
        }
        while (!started.isEmpty()) {
            try {
                started.pop().close();
            } catch (Exception e) {
                screen.trouble("while stopping", e);
            }
        }
        if (any) {
            screen.stopped();
        }
    }
}
