package io.postrider.worker.http;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;

/**
 * How POSTs are made.
 *
 * @param connectTimeout for the TCP connection alone
 * @param connectionsPerHost at most; who needs more waits
 * @param idleTimeout after which an unused connection is closed: shorter than the keep-alive time
 *     of common servers (Node.js 5 s), because a POST on a connection that the receiver is just
 *     closing fails
 * @param trusted issuers to trust instead of the platform's; empty for the platform's
 */
public record HttpSettings(
        String userAgent,
        Duration connectTimeout,
        int connectionsPerHost,
        Duration idleTimeout,
        List<X509Certificate> trusted) {

    public HttpSettings {
        trusted = List.copyOf(trusted);
    }
}
