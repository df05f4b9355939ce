package io.postrider.worker.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.util.HashedWheelTimer;
import io.netty.util.Timeout;
import io.postrider.model.Outcome;
import io.postrider.model.format.PostHeaders.Post;
import io.postrider.worker.delivery.Exchange;
import io.postrider.worker.delivery.Sender;
import io.postrider.worker.endpoint.PostShape;

import org.reactivestreams.Publisher;

import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;
import reactor.netty.resources.ConnectionProvider;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import javax.net.ssl.SSLException;

/**
 * Sends with Reactor Netty. One deadline stands over the whole exchange; passing it cancels, which
 * closes the socket, so that neither a silent nor a dripping receiver holds anything.
 */
public final class ReactorNettySender implements Sender, AutoCloseable {

    private static final Duration LONGEST_ACQUIRE = Duration.ofMinutes(10);
    private static final Duration CONNECTION_LIFE = Duration.ofMinutes(5);
    private static final Duration SWEEP = Duration.ofSeconds(30);
    private static final Duration DEADLINE_TICK = Duration.ofMillis(20);
    private static final int MOST_HEADER_BYTES = 32 * 1024;
    private static final int SUCCESS_FROM = 200;
    private static final int SUCCESS_BELOW = 300;

    private final ConnectionProvider connections;
    private final HashedWheelTimer deadlines =
            new HashedWheelTimer(
                    Thread.ofPlatform().name("delivery-deadlines").daemon().factory(),
                    DEADLINE_TICK.toMillis(),
                    TimeUnit.MILLISECONDS);
    private final HttpClient client;
    private final String userAgent;
    private final Clock clock;
    private final Supplier<String> nonces;

    /**
     * A sender.
     *
     * @param nonces never the same twice
     */
    public ReactorNettySender(HttpSettings settings, Clock clock, Supplier<String> nonces) {
        this.userAgent = settings.userAgent();
        this.clock = clock;
        this.nonces = nonces;
        this.connections =
                ConnectionProvider.builder("postrider")
                        .maxConnections(settings.connectionsPerHost())
                        // the lanes bound what waits here, and the deadline how long
                        .pendingAcquireMaxCount(-1)
                        .pendingAcquireTimeout(LONGEST_ACQUIRE)
                        .maxIdleTime(settings.idleTimeout())
                        .maxLifeTime(CONNECTION_LIFE)
                        .evictInBackground(SWEEP)
                        .disposeInactivePoolsInBackground(SWEEP, CONNECTION_LIFE)
                        .lifo()
                        .build();
        HttpClient plain =
                HttpClient.create(connections)
                        .protocol(HttpProtocol.HTTP11)
                        .followRedirect(false)
                        // a second POST within one attempt would be one that nobody counts
                        .disableRetry(true)
                        .httpResponseDecoder(spec -> spec.maxHeaderSize(MOST_HEADER_BYTES))
                        .option(
                                ChannelOption.CONNECT_TIMEOUT_MILLIS,
                                Math.toIntExact(settings.connectTimeout().toMillis()));
        this.client = settings.trusted().isEmpty() ? plain : trusting(plain, settings);
    }

    private static HttpClient trusting(HttpClient plain, HttpSettings settings) {
        try {
            var context =
                    SslContextBuilder.forClient()
                            .trustManager(settings.trusted().toArray(X509Certificate[]::new))
                            .build();
            return plain.secure(spec -> spec.sslContext(context));
        } catch (SSLException e) {
            throw new IllegalArgumentException("the trusted certificates cannot be used", e);
        }
    }

    @Override
    public CompletionStage<Exchange> send(Request request) {
        InFlight inFlight = new InFlight(request);
        try {
            return inFlight.within(request.endpoint().timeout(), inFlight.exchange().toFuture());
        } catch (RuntimeException e) {
            return CompletableFuture.completedFuture(inFlight.failed(e));
        }
    }

    @Override
    public void close() {
        deadlines.stop();
        connections.disposeLater().block(SWEEP);
    }

    private final class InFlight {

        private final Request request;
        private volatile Phase phase = Phase.CONNECTING;

        InFlight(Request request) {
            this.request = request;
        }

        Mono<Exchange> exchange() {
            return client.headers(this::addTo)
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
        private void addTo(HttpHeaders headers) {
            PostShape shape = request.endpoint().shape();
            headers.set(HttpHeaderNames.USER_AGENT, userAgent);
            shape.own().forEach(header -> headers.set(header.name(), header.value()));
            headers.set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON);
            headers.set(HttpHeaderNames.CONTENT_LENGTH, request.delivery().body().length());
            shape.headers()
                    .write(
                            new Post(request.delivery(), request.startedAt(), nonces),
                            (name, value) -> headers.set(name, value));
        }

        private Publisher<Exchange> read(HttpClientResponse response, ByteBufFlux content) {
            phase = Phase.READING_ANSWER;
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
            return Exchange.without(
                    new Outcome.Unreachable(
                            NetworkFault.describe(
                                    fault, endpoint.url(), phase, endpoint.timeout())));
        }
    }
}
