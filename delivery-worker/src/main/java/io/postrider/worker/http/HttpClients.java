package io.postrider.worker.http;

import io.netty.channel.ChannelOption;
import io.netty.handler.ssl.SslContext;
import io.netty.resolver.AddressResolverGroup;
import io.postrider.model.access.TlsSettings;
import io.postrider.worker.http.HttpSettings.ConnectProxy;

import reactor.netty.NettyPipeline;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.transport.ProxyProvider;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * Sets the HTTP client up: connections, addresses, TLS, and the bounds of an answer. It follows no
 * redirect, keeps no cookie and unpacks nothing.
 */
final class HttpClients implements AutoCloseable {

    private static final Duration LONGEST_ACQUIRE = Duration.ofMinutes(10);
    private static final Duration CONNECTION_LIFE = Duration.ofMinutes(5);
    private static final Duration SWEEP = Duration.ofSeconds(30);
    private static final int MOST_HEADER_BYTES = 32 * 1024;

    private final ConnectionProvider connections;
    private final HttpClient plain;
    private final TlsContexts contexts;
    private final Pair usual;

    /** Those that are in use: an entry goes with the settings that it was made of. */
    private final Map<TlsSettings, Pair> own = Collections.synchronizedMap(new WeakHashMap<>());

    /**
     * Clients for one webhook.
     *
     * @param endpoint trusts the webhook's own issuers alone, if it has any
     * @param besides trusts the usual ones too
     */
    private record Pair(HttpClient endpoint, HttpClient besides) {}

    HttpClients(HttpSettings settings, AddressResolverGroup<?> names) {
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
        HttpClient direct =
                HttpClient.create(connections)
                        .protocol(HttpProtocol.HTTP11)
                        .followRedirect(false)
                        // a second POST within one attempt would be one that nobody counts
                        .disableRetry(true)
                        .httpResponseDecoder(spec -> spec.maxHeaderSize(MOST_HEADER_BYTES))
                        .doOnChannelInit((_, channel, _) ->
                                channel.pipeline()
                                        .addAfter(
                                                NettyPipeline.HttpCodec,
                                                "postrider.interimAnswers",
                                                new InterimAnswers()))
                        .option(
                                ChannelOption.CONNECT_TIMEOUT_MILLIS,
                                Math.toIntExact(settings.connectTimeout().toMillis()));
        this.plain =
                settings.proxy()
                        .map(proxy -> through(proxy, direct, settings.connectTimeout()))
                        .orElseGet(() ->
                                direct.resolver(new JudgedAddresses(names, settings.egress())));
        this.contexts = new TlsContexts(settings.trusted());
        HttpClient secured = secured(contexts.of(TlsSettings.USUAL));
        this.usual = new Pair(secured, secured);
    }

    private static HttpClient through(ConnectProxy proxy, HttpClient client, Duration timeout) {
        return client.proxy(spec -> {
            ProxyProvider.Builder builder =
                    spec.type(ProxyProvider.Proxy.HTTP)
                            .host(proxy.host())
                            .port(proxy.port())
                            .connectTimeoutMillis(timeout.toMillis());
            if (!proxy.username().isEmpty()) {
                builder.username(proxy.username()).password(_ -> proxy.password());
            }
        });
    }

    /** Each context has connections of its own. */
    private HttpClient secured(SslContext context) {
        return plain.secure(spec -> spec.sslContext(context));
    }

    /**
     * For requests to the endpoint.
     *
     * @throws IllegalArgumentException when its certificates cannot be used
     */
    HttpClient endpoint(TlsSettings tls) {
        return pair(tls).endpoint();
    }

    /** For requests to others on behalf of the endpoint. */
    HttpClient besides(TlsSettings tls) {
        return pair(tls).besides();
    }

    private Pair pair(TlsSettings tls) {
        return tls.isUsual() ? usual : own.computeIfAbsent(tls, this::made);
    }

    private Pair made(TlsSettings tls) {
        return new Pair(secured(contexts.of(tls)), secured(contexts.besides(tls)));
    }

    @Override
    public void close() {
        connections.disposeLater().block(SWEEP);
    }
}
