package io.postrider.worker.http;

import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpDecoderConfig;
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
    private static final int MAX_HEADER_BYTES = 32 * 1024;

    private final ConnectionProvider connections;
    private final HttpClient plain;
    private final HttpClient unpooled;
    private final TlsContexts contexts;
    private final Trio usual;

    /** Those that are in use: an entry goes with the settings that it was made of. */
    private final Map<TlsSettings, Trio> own = Collections.synchronizedMap(new WeakHashMap<>());

    /**
     * Clients for one webhook.
     *
     * @param endpoint trusts the webhook's own issuers alone, if it has any
     * @param unpooled the same on connections of its own
     * @param besides trusts the usual ones too
     */
    private record Trio(HttpClient endpoint, HttpClient unpooled, HttpClient besides) {}

    HttpClients(HttpSettings settings, AddressResolverGroup<?> names) {
        this.connections =
                ConnectionProvider.builder("postrider")
                        .maxConnections(settings.requestsPerHost())
                        // for a connection that is just being given back: see HostBulkhead
                        .pendingAcquireMaxCount(-1)
                        .pendingAcquireTimeout(LONGEST_ACQUIRE)
                        .maxIdleTime(settings.idleTimeout())
                        .maxLifeTime(CONNECTION_LIFE)
                        .evictInBackground(SWEEP)
                        .disposeInactivePoolsInBackground(SWEEP, CONNECTION_LIFE)
                        .lifo()
                        .build();
        this.plain = client(connections, settings, names);
        this.unpooled = client(ConnectionProvider.newConnection(), settings, names);
        this.contexts = new TlsContexts(settings.trusted());
        SslContext trusted = contexts.of(TlsSettings.USUAL);
        HttpClient secured = secured(plain, trusted);
        this.usual = new Trio(secured, secured(unpooled, trusted), secured);
    }

    private static HttpClient client(
            ConnectionProvider connections, HttpSettings settings, AddressResolverGroup<?> names) {
        HttpClient direct =
                HttpClient.create(connections)
                        .protocol(HttpProtocol.HTTP11)
                        .followRedirect(false)
                        // which requests are repeated is decided by the exchange
                        .disableRetry(true)
                        .doOnChannelInit((_, channel, _) -> setUp(channel.pipeline()))
                        .option(
                                ChannelOption.CONNECT_TIMEOUT_MILLIS,
                                Math.toIntExact(settings.connectTimeout().toMillis()));
        return settings.proxy()
                .map(proxy -> through(proxy, direct, settings.connectTimeout()))
                .orElseGet(() -> direct.resolver(new JudgedAddresses(names, settings.egress())));
    }

    private static void setUp(ChannelPipeline pipeline) {
        HttpDecoderConfig config = new HttpDecoderConfig().setMaxHeaderSize(MAX_HEADER_BYTES);
        pipeline.replace(
                NettyPipeline.HttpCodec, NettyPipeline.HttpCodec, new ExactHttpCodec(config));
        pipeline.addAfter(
                NettyPipeline.HttpCodec, "postrider.interimAnswers", new InterimAnswers());
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
    private static HttpClient secured(HttpClient client, SslContext context) {
        return client.secure(spec -> spec.sslContext(context));
    }

    /**
     * For requests to the endpoint.
     *
     * @throws IllegalArgumentException when its certificates cannot be used
     */
    HttpClient endpoint(TlsSettings tls) {
        return trio(tls).endpoint();
    }

    /** As {@link #endpoint}, on a connection that was not used before and is not used again. */
    HttpClient unpooled(TlsSettings tls) {
        return trio(tls).unpooled();
    }

    /** For requests to others on behalf of the endpoint. */
    HttpClient besides(TlsSettings tls) {
        return trio(tls).besides();
    }

    private Trio trio(TlsSettings tls) {
        return tls.isUsual() ? usual : own.computeIfAbsent(tls, this::made);
    }

    private Trio made(TlsSettings tls) {
        SslContext context = contexts.of(tls);
        return new Trio(
                secured(plain, context),
                secured(unpooled, context),
                secured(plain, contexts.besides(tls)));
    }

    @Override
    public void close() {
        connections.disposeLater().block(SWEEP);
    }
}
