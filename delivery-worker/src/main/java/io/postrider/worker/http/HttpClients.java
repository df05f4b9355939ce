package io.postrider.worker.http;

import io.netty.channel.ChannelOption;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.resolver.AddressResolverGroup;
import io.postrider.worker.http.HttpSettings.ConnectProxy;

import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.transport.ProxyProvider;

import java.security.cert.X509Certificate;
import java.time.Duration;

import javax.net.ssl.SSLException;

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
    private final HttpClient client;

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
        HttpClient routed =
                settings.proxy()
                        .map(proxy -> through(proxy, plain, settings.connectTimeout()))
                        .orElseGet(() ->
                                plain.resolver(new JudgedAddresses(names, settings.egress())));
        this.client = settings.trusted().isEmpty() ? routed : trusting(routed, settings);
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

    HttpClient client() {
        return client;
    }

    @Override
    public void close() {
        connections.disposeLater().block(SWEEP);
    }
}
