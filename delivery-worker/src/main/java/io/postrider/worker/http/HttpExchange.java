package io.postrider.worker.http;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.postrider.model.DeadLetterReason;
import io.postrider.model.Outcome;
import io.postrider.model.ResponseHeaders;
import io.postrider.model.access.EndpointAccess;
import io.postrider.model.access.TlsSettings;
import io.postrider.model.format.PostHeaders.Post;
import io.postrider.model.format.RequestHeaders;
import io.postrider.worker.delivery.Exchange;
import io.postrider.worker.delivery.Sender;
import io.postrider.worker.endpoint.PostShape;
import io.postrider.worker.http.Authorizations.Shown;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** One attempt under way: a POST, or two where the first had a token that is good no longer. */
final class HttpExchange {

    private static final int UNAUTHORIZED = 401;
    private static final int MOST_HEADERS = 200;
    private static final int MIN_STATUS = 100;
    private static final int MAX_STATUS = 999;
    private static final int SUCCESS_FROM = 200;
    private static final int SUCCESS_BELOW = 300;

    /**
     * What attempts are made with.
     *
     * @param nonces never the same twice
     */
    record Means(
            HttpClients clients,
            Authorizations authorizations,
            String userAgent,
            Clock clock,
            Supplier<String> nonces) {}

    private static final Logger log = LoggerFactory.getLogger(HttpExchange.class);
    private final Means means;
    private final Sender.Request request;
    private volatile @Nullable ExactHttpCodec codec;
    private volatile Phase phase = Phase.CONNECTING;

    HttpExchange(Means means, Sender.Request request) {
        this.means = means;
        this.request = request;
    }

    /** Fails where there was no complete answer. */
    Mono<Exchange> exchange() {
        EndpointAccess access = request.endpoint().access();
        if (access.authentication().isEmpty()) {
            return post(Shown.NOTHING);
        }
        return shown(access)
                .flatMap(
                        shown -> post(shown).flatMap(exchange -> orAgain(exchange, shown, access)));
    }

    private Mono<Shown> shown(EndpointAccess access) {
        phase = Phase.AWAITING_TOKEN;
        return means.authorizations().of(access).doOnNext(_ -> phase = Phase.CONNECTING);
    }

    /** A token may have been taken back since it was got: one that is new settles it. */
    private Mono<Exchange> orAgain(Exchange exchange, Shown shown, EndpointAccess access) {
        if (!(exchange.outcome() instanceof Outcome.Rejected(int status, _))
                || status != UNAUTHORIZED) {
            return Mono.just(exchange);
        }
        means.authorizations().rejected(access, shown);
        return shown.kept() ? shown(access).flatMap(this::post) : Mono.just(exchange);
    }

    /** Once more on a new connection where the first was closed before it was used. */
    private Mono<Exchange> post(Shown shown) {
        TlsSettings tls = request.endpoint().access().tls();
        return post(means.clients().endpoint(tls), shown)
                .onErrorResume(
                        this::isStale,
                        fault -> {
                            log.debug(
                                    "{} closed a kept connection, trying a new one",
                                    request.endpoint().url().getHost(),
                                    fault);
                            return post(means.clients().unpooled(tls), shown);
                        });
    }

    /**
     * Whether a kept connection was closed instead of used. The request may be repeated even if the
     * endpoint has read it (RFC 9110, section 9.2.2): receivers know a delivery by its id.
     */
    private boolean isStale(Throwable fault) {
        ExactHttpCodec used = codec;
        return fault instanceof IOException && used != null && used.isReusedWithoutAnAnswer();
    }

    private Mono<Exchange> post(HttpClient client, Shown shown) {
        return client.headers(headers -> addTo(headers, shown))
                .post()
                .uri(request.endpoint().url())
                .send((_, out) -> {
                    phase = Phase.AWAITING_ANSWER;
                    out.withConnection(
                            connection -> codec = ExactHttpCodec.of(connection.channel()));
                    return out.send(
                            Mono.just(Unpooled.wrappedBuffer(request.delivery().body().bytes())));
                })
                .response(this::read)
                .single();
    }

    private void addTo(HttpHeaders headers, Shown shown) {
        PostShape shape = request.endpoint().shape();
        new RequestHeaders(means.userAgent(), shape.own(), shown.header(), shape.headers())
                .write(
                        new Post(request.delivery(), request.startedAt(), means.nonces()),
                        headers::set);
    }

    private Publisher<Exchange> read(HttpClientResponse response, ByteBufFlux content) {
        phase = Phase.READING_ANSWER;
        int status = response.status().code();
        if (status < MIN_STATUS || status > MAX_STATUS) {
            return Mono.error(new InvalidStatusException());
        }
        if (response.responseHeaders().size() > MOST_HEADERS) {
            return Mono.error(new TooLongHttpHeaderException("too many headers"));
        }
        AnswerReader reader = new AnswerReader();
        return content.takeWhile(reader::add)
                .then(
                        Mono.fromSupplier(() ->
                                new Exchange(
                                        outcome(response),
                                        ResponseHeaders.of(response.responseHeaders()),
                                        reader.text())));
    }

    private Outcome outcome(HttpClientResponse response) {
        int status = response.status().code();
        if (status >= SUCCESS_FROM && status < SUCCESS_BELOW) {
            return new Outcome.Acknowledged(status);
        }
        Instant now = means.clock().instant();
        return new Outcome.Rejected(
                status,
                Optional.ofNullable(response.responseHeaders().get(HttpHeaderNames.RETRY_AFTER))
                        .flatMap(value -> RetryAfter.parse(value, now)));
    }

    static Exchange refused(AddressRefusedException refusal) {
        return Exchange.without(
                new Outcome.Refused(DeadLetterReason.REFUSED, "not sent: " + refusal.getMessage()));
    }

    private Phase phase() {
        ExactHttpCodec used = codec;
        return phase == Phase.AWAITING_ANSWER && used != null ? used.phase() : phase;
    }

    /** What the fault means. */
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
                        NetworkFault.describe(fault, endpoint.url(), phase(), endpoint.timeout())));
    }
}
