package io.postrider.worker.http;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.resolver.AddressResolverGroup;
import io.netty.util.HashedWheelTimer;
import io.netty.util.Timeout;
import io.postrider.model.DeadLetterReason;
import io.postrider.model.Outcome;
import io.postrider.model.access.EndpointAccess;
import io.postrider.model.egress.EgressPolicy;
import io.postrider.model.format.PostHeaders.Post;
import io.postrider.worker.delivery.Exchange;
import io.postrider.worker.delivery.Sender;
import io.postrider.worker.endpoint.PostShape;
import io.postrider.worker.http.Authorizations.Shown;

import org.reactivestreams.Publisher;

import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.http.HttpResources;
import reactor.netty.http.client.HttpClientResponse;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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
    private static final int UNAUTHORIZED = 401;
    private static final int MOST_HEADERS = 200;
    private static final int SUCCESS_FROM = 200;
    private static final int SUCCESS_BELOW = 300;

    private final HashedWheelTimer deadlines =
            new HashedWheelTimer(
                    Thread.ofPlatform().name("delivery-deadlines").daemon().factory(),
                    DEADLINE_TICK.toMillis(),
                    TimeUnit.MILLISECONDS);
    private final HttpClients clients;
    private final Authorizations authorizations;
    private final EgressPolicy egress;
    private final String userAgent;
    private final Clock clock;
    private final Supplier<String> nonces;

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
        this.authorizations =
                new Authorizations(new AccessTokens(clients, settings.egress(), clock));
        this.userAgent = settings.userAgent();
        this.clock = clock;
        this.nonces = nonces;
    }

    @Override
    public CompletionStage<Exchange> send(Request request) {
        InFlight inFlight = new InFlight(request);
        Optional<String> objection = egress.objection(request.endpoint().url());
        if (objection.isPresent()) {
            return CompletableFuture.completedFuture(
                    refused(new AddressRefusedException(objection.get())));
        }
        try {
            return inFlight.within(request.endpoint().timeout(), inFlight.exchange().toFuture());
        } catch (RuntimeException e) {
            return CompletableFuture.completedFuture(inFlight.failed(e));
        }
    }

    private static Exchange refused(AddressRefusedException refusal) {
        return Exchange.without(
                new Outcome.Refused(DeadLetterReason.REFUSED, "not sent: " + refusal.getMessage()));
    }

    @Override
    public void close() {
        deadlines.stop();
        clients.close();
    }

    private final class InFlight {

        private final Request request;
        private volatile Phase phase = Phase.CONNECTING;

        InFlight(Request request) {
            this.request = request;
        }

        Mono<Exchange> exchange() {
            EndpointAccess access = request.endpoint().access();
            if (access.authentication().isEmpty()) {
                return post(Shown.NOTHING);
            }
            return shown(access)
                    .flatMap(shown ->
                            post(shown).flatMap(exchange -> orAgain(exchange, shown, access)));
        }

        private Mono<Shown> shown(EndpointAccess access) {
            phase = Phase.AWAITING_TOKEN;
            return authorizations.of(access).doOnNext(_ -> phase = Phase.CONNECTING);
        }

        /** A token may have been taken back since it was got: one that is new settles it. */
        private Mono<Exchange> orAgain(Exchange exchange, Shown shown, EndpointAccess access) {
            if (!(exchange.outcome() instanceof Outcome.Rejected(int status, _))
                    || status != UNAUTHORIZED) {
                return Mono.just(exchange);
            }
            authorizations.rejected(access, shown);
            return shown.kept() ? shown(access).flatMap(this::post) : Mono.just(exchange);
        }

        private Mono<Exchange> post(Shown shown) {
            return clients.endpoint(request.endpoint().access().tls())
                    .headers(headers -> addTo(headers, shown))
                    .post()
                    .uri(request.endpoint().url())
                    .send((_, out) -> {
                        phase = Phase.AWAITING_ANSWER;
                        return out.send(
                                Mono.just(
                                        Unpooled.wrappedBuffer(request.delivery().body().bytes())));
                    })
                    .response(this::read)
                    .single();
        }

        /**
         * A wheel of deadlines: most of them are never reached, so setting one must cost little.
         */
        CompletionStage<Exchange> within(Duration timeout, CompletableFuture<Exchange> exchange) {
            Timeout deadline =
                    deadlines.newTimeout(
                            _ -> exchange.cancel(true), timeout.toMillis(), TimeUnit.MILLISECONDS);
            return exchange.handle((done, fault) -> {
                deadline.cancel();
                return fault == null ? done : failed(fault);
            });
        }

        /** The owner's headers stand instead of the user agent, the format's instead of any. */
        private void addTo(HttpHeaders headers, Shown shown) {
            PostShape shape = request.endpoint().shape();
            headers.set(HttpHeaderNames.USER_AGENT, userAgent);
            shape.own().forEach(header -> headers.set(header.name(), header.value()));
            shown.header().ifPresent(value -> headers.set(HttpHeaderNames.AUTHORIZATION, value));
            headers.set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON);
            headers.set(HttpHeaderNames.CONTENT_LENGTH, request.delivery().body().length());
            shape.headers()
                    .write(
                            new Post(request.delivery(), request.startedAt(), nonces),
                            (name, value) -> headers.set(name, value));
        }

        private Publisher<Exchange> read(HttpClientResponse response, ByteBufFlux content) {
            phase = Phase.READING_ANSWER;
            if (response.responseHeaders().size() > MOST_HEADERS) {
                return Mono.error(new TooLongHttpHeaderException("too many headers"));
            }
            AnswerReader reader = new AnswerReader();
            return content.takeWhile(reader::add)
                    .then(Mono.fromSupplier(() -> new Exchange(outcome(response), reader.text())));
        }

        private Outcome outcome(HttpClientResponse response) {
            int status = response.status().code();
            if (status >= SUCCESS_FROM && status < SUCCESS_BELOW) {
                return new Outcome.Acknowledged(status);
            }
            Instant now = clock.instant();
            return new Outcome.Rejected(
                    status,
                    Optional.ofNullable(response.responseHeaders().get(HttpHeaderNames.RETRY_AFTER))
                            .flatMap(value -> RetryAfter.parse(value, now)));
        }

        Exchange failed(Throwable fault) {
            var endpoint = request.endpoint();
            if (fault instanceof AddressRefusedException refusal) {
                return refused(refusal);
            }
            if (fault instanceof NoTokenException none) {
                return Exchange.without(new Outcome.Unreachable(String.valueOf(none.getMessage())));
            }
            return Exchange.without(
                    new Outcome.Unreachable(
                            NetworkFault.describe(
                                    fault, endpoint.url(), phase, endpoint.timeout())));
        }
    }
}
