package io.postrider.worker.http;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.http.InvalidChunkTerminationException;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.handler.proxy.ProxyConnectException;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.resolver.dns.DnsNameResolverTimeoutException;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import javax.net.ssl.SSLException;

/** Says in a sentence why no complete answer came. */
final class NetworkFault {

    private static final int LONGEST_CHAIN = 20;

    /** The name of a Java class, with which the JDK's messages quote the message of a cause. */
    private static final Pattern CLASS_NAME = Pattern.compile("\\b(?:[a-z]\\w*\\.)+[A-Z]\\w*:? ?");

    private final String place;
    private final String host;
    private final Throwable fault;

    private NetworkFault(URI url, Throwable fault) {
        this.host = String.valueOf(url.getHost());
        this.place = host + ":" + port(url);
        this.fault = fault;
    }

    private static int port(URI url) {
        if (url.getPort() >= 0) {
            return url.getPort();
        }
        return "https".equalsIgnoreCase(url.getScheme()) ? 443 : 80;
    }

    /**
     * The sentence.
     *
     * @param timeout of the whole exchange
     */
    static String describe(Throwable fault, URI url, Phase phase, Duration timeout) {
        return new NetworkFault(url, fault).describe(phase, timeout);
    }

    private String describe(Phase phase, Duration timeout) {
        if (fault instanceof CancellationException) {
            return timedOut(phase, timeout);
        }
        if (phase == Phase.READING_TLS) {
            return "TLS: %s speaks TLS; the url must begin with https".formatted(place);
        }
        return find(UnknownHostException.class)
                .map(_ -> unresolved())
                .or(() -> find(SSLException.class).map(this::tls))
                .or(() -> find(ProxyConnectException.class).map(_ -> notByProxy()))
                .or(() -> find(ConnectTimeoutException.class).map(_ -> connectTimedOut()))
                .or(() -> find(ConnectException.class).map(this::unconnected))
                .or(() -> find(PrematureChannelClosureException.class).map(_ -> closed(phase)))
                .or(() -> malformed(phase))
                .or(() -> find(IOException.class).map(e -> broken(e, phase)))
                .orElseGet(() -> "the request to %s failed".formatted(place));
    }

    private String timedOut(Phase phase, Duration timeout) {
        String within = "%s within %s".formatted(place, seconds(timeout));
        return switch (phase) {
            case AWAITING_TOKEN -> "timeout: no access token for " + within;
            case CONNECTING -> "timeout: no connection to " + within;
            case AWAITING_ANSWER, READING_HEADERS, READING_TLS ->
                    "timeout: no answer from " + within;
            case READING_ANSWER -> "timeout: no complete answer from " + within;
        };
    }

    private static String seconds(Duration timeout) {
        return timeout.toMillis() % 1000 == 0
                ? timeout.toSeconds() + " s"
                : timeout.toMillis() + " ms";
    }

    private String connectTimedOut() {
        return "timeout: %s did not accept the connection".formatted(place);
    }

    /** What the proxy is and why it refused is the operator's business. */
    private String notByProxy() {
        return "the egress proxy did not connect to " + place;
    }

    private String unresolved() {
        return find(DnsNameResolverTimeoutException.class).isPresent()
                ? "timeout: the name server did not answer for host " + host
                : "unknown host: " + host;
    }

    private String unconnected(ConnectException e) {
        String message = message(e);
        if (message.contains("refused")) {
            return "connection refused by " + place;
        }
        return "cannot connect to %s: %s".formatted(place, withoutAddress(message));
    }

    /** Netty appends the address. */
    private static String withoutAddress(String message) {
        int colon = message.indexOf(": ");
        return colon < 0 ? message : message.substring(0, colon);
    }

    private String tls(SSLException e) {
        if (find(CertificateExpiredException.class).isPresent()) {
            return "TLS: the certificate of %s has expired".formatted(place);
        }
        if (find(CertificateNotYetValidException.class).isPresent()) {
            return "TLS: the certificate of %s is not valid yet".formatted(place);
        }
        if (find(CertPathBuilderException.class).isPresent()) {
            return "TLS: the certificate of %s is not issued by anyone trusted".formatted(place);
        }
        if (find(CertificateException.class).map(NetworkFault::isNameMismatch).orElse(false)) {
            return "TLS: the certificate of %s is for another host".formatted(place);
        }
        if (e instanceof NotSslRecordException) {
            return "TLS: %s does not speak TLS".formatted(place);
        }
        return "TLS: the handshake with %s failed: %s"
                .formatted(place, CLASS_NAME.matcher(message(e)).replaceAll(""));
    }

    private static boolean isNameMismatch(CertificateException e) {
        return message(e).startsWith("No subject alternative") || message(e).startsWith("No name");
    }

    private Optional<String> malformed(Phase phase) {
        if (chain().anyMatch(
                        e ->
                                e instanceof TooLongHttpHeaderException
                                        || e instanceof TooLongHttpLineException)) {
            return Optional.of("the header of the answer of %s is too long".formatted(place));
        }
        Predicate<Throwable> ofDecoder =
                e -> e instanceof DecoderException || e instanceof IllegalArgumentException;
        return chain().filter(ofDecoder)
                .findFirst()
                .map(e -> "the answer of %s is not HTTP%s".formatted(place, part(e, phase)));
    }

    /** Which part of the answer is wrong, as far as Netty tells it. */
    private static String part(Throwable e, Phase phase) {
        String message = message(e);
        if (e instanceof InvalidStatusException) {
            return ": its status is not a number of three digits";
        }
        if (e instanceof InvalidChunkTerminationException
                || (e instanceof NumberFormatException && phase == Phase.READING_ANSWER)) {
            return ": a chunk of its body has no valid size or end";
        }
        if (e instanceof NumberFormatException) {
            return ": its status is not a number of three digits";
        }
        if (message.startsWith("Content-Length") || message.startsWith("Multiple Content-Length")) {
            return ": its Content-Length is not valid";
        }
        if (message.startsWith("Validation failed for header")
                || message.startsWith("a header name can only contain")) {
            return ": its header has control characters";
        }
        return "";
    }

    private String broken(IOException e, Phase phase) {
        if (message(e).toLowerCase(Locale.ROOT).contains("reset")) {
            return "connection reset by " + place;
        }
        return closed(phase);
    }

    private String closed(Phase phase) {
        return switch (phase) {
            case AWAITING_TOKEN, CONNECTING, AWAITING_ANSWER ->
                    "%s closed the connection without an answer".formatted(place);
            case READING_HEADERS, READING_TLS ->
                    "%s closed the connection in the middle of its answer's header"
                            .formatted(place);
            case READING_ANSWER ->
                    "%s closed the connection before its answer was complete".formatted(place);
        };
    }

    private <T extends Throwable> Optional<T> find(Class<T> type) {
        return chain().filter(type::isInstance).map(type::cast).findFirst();
    }

    private Stream<Throwable> chain() {
        return Stream.iterate(fault, e -> e != null, Throwable::getCause).limit(LONGEST_CHAIN);
    }

    private static String message(Throwable e) {
        return String.valueOf(e.getMessage());
    }
}
