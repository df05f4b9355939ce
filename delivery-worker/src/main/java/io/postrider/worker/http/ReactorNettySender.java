package io.postrider.worker.http;

import io.netty.resolver.AddressResolverGroup;
import io.netty.util.HashedWheelTimer;
import io.netty.util.Timeout;
import io.postrider.model.egress.EgressPolicy;
import io.postrider.worker.delivery.Exchange;
import io.postrider.worker.delivery.Sender;

import reactor.netty.http.HttpResources;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Sends with Reactor Netty. One deadline stands over the whole exchange; passing it cancels, which
 * closes the socket, so that neither a silent nor a dripping receiver holds anything.
 */
public final class ReactorNettySender implements Sender, AutoCloseable {

    private static final Duration DEADLINE_TICK = Duration.ofMillis(20);

    private final HashedWheelTimer deadlines =
            new HashedWheelTimer(
                    Thread.ofPlatform().name("delivery-deadlines").daemon().factory(),
                    DEADLINE_TICK.toMillis(),
                    TimeUnit.MILLISECONDS);
    private final HttpClients clients;
    private final EgressPolicy egress;
    private final HttpExchange.Means means;

    /**
     * A sender.
     *
     * @param nonces never the same twice
     */
    public ReactorNettySender(HttpSettings settings, Clock clock, Supplier<String> nonces) {
        this(settings, HttpResources.get().getOrCreateDefaultResolver(), clock, nonces);
    }

    /** One that has names resolved by somebody else. */
    ReactorNettySender(
            HttpSettings settings,
            AddressResolverGroup<?> names,
            Clock clock,
            Supplier<String> nonces) {
        this.clients = new HttpClients(settings, names);
        this.egress = settings.egress();
        this.means =
                new HttpExchange.Means(
                        clients,
                        new Authorizations(new AccessTokens(clients, egress, clock)),
                        settings.userAgent(),
                        clock,
                        nonces);
    }

    @Override
    public CompletionStage<Exchange> send(Request request) {
        Optional<String> objection = egress.objection(request.endpoint().url());
        if (objection.isPresent()) {
            return CompletableFuture.completedFuture(
                    HttpExchange.refused(new AddressRefusedException(objection.get())));
        }
        HttpExchange attempt = new HttpExchange(means, request);
        try {
            return within(request.endpoint().timeout(), attempt, attempt.exchange().toFuture());
        } catch (RuntimeException e) {
            return CompletableFuture.completedFuture(attempt.failed(e));
        }
    }

    /** A wheel of deadlines: most of them are never reached, so setting one must cost little. */
    private CompletionStage<Exchange> within(
            Duration timeout, HttpExchange attempt, CompletableFuture<Exchange> outcome) {
        Timeout deadline =
                deadlines.newTimeout(
                        _ -> outcome.cancel(true), timeout.toMillis(), TimeUnit.MILLISECONDS);
        return outcome.handle((done, fault) -> {
            deadline.cancel();
            return fault == null ? done : attempt.failed(fault);
        });
    }

    @Override
    public void close() {
        deadlines.stop();
        clients.close();
    }
}
