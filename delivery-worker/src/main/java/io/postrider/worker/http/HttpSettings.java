package io.postrider.worker.http;

import io.postrider.model.egress.EgressPolicy;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How POSTs are made.
 *
 * @param connectTimeout for the TCP connection alone
 * @param requestsPerHost under way at a time to one host and port, which whoever asks for them must
 *     not exceed
 * @param idleTimeout after which an unused connection is closed: shorter than the keep-alive time
 *     of common servers (Node.js 5 s), because a POST on a connection that the receiver is just
 *     closing fails
 * @param trusted issuers to trust instead of the platform's; empty for the platform's
 * @param egress where they may go
 * @param proxy that makes the connections; it then resolves names and judges their addresses
 */
public record HttpSettings(
        String userAgent,
        Duration connectTimeout,
        int requestsPerHost,
        Duration idleTimeout,
        List<X509Certificate> trusted,
        EgressPolicy egress,
        Optional<ConnectProxy> proxy) {

    public HttpSettings {
        trusted = List.copyOf(trusted);
    }

    /**
     * An HTTP proxy that is asked to CONNECT.
     *
     * @param username empty when it wants none
     */
    public record ConnectProxy(String host, int port, String username, String password) {

        /** The password must not get into a log. */
        @Override
        public String toString() {
            return "ConnectProxy[host=%s, port=%d, username=%s]".formatted(host, port, username);
        }
    }
}
