package io.postrider.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;

/**
 * A real HTTP/1.1 receiver on the loopback address that records what it gets and fails on command.
 * It speaks to sockets directly, because no HTTP server resets, drips or talks garbage when asked.
 */
public final class Receiver implements AutoCloseable {

    private static final String HOST = "127.0.0.1";
    private static final int BACKLOG = 1_024;

    private final ServerSocket server;
    private final String scheme;
    private final Script script = new Script();
    private final Recording recording = new Recording();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();

    private Receiver(ServerSocket server, String scheme) {
        this.server = server;
        this.scheme = scheme;
    }

    public static Receiver start() {
        return startOn(0);
    }

    /** On the port of a receiver that was closed: it is back. */
    public static Receiver startOn(int port) {
        return start(ServerSocketFactory.getDefault(), port, "http");
    }

    /** With a certificate that is good for this host, if one trusts it. */
    public static Receiver startTls() {
        return startTls(TestCertificate.SELF_SIGNED);
    }

    public static Receiver startTls(TestCertificate certificate) {
        return start(certificate.serverContext().getServerSocketFactory(), 0, "https");
    }

    /** With whatever certificate the context has. */
    public static Receiver startTls(SSLContext context) {
        return start(context.getServerSocketFactory(), 0, "https");
    }

    /** The same, for clients that show a certificate which the context trusts. */
    public static Receiver startMutualTls(SSLContext context) {
        return start(new DemandingSockets(context.getServerSocketFactory()), 0, "https");
    }

    private static Receiver start(ServerSocketFactory sockets, int port, String scheme) {
        try {
            ServerSocket server = sockets.createServerSocket();
            server.setReuseAddress(true);
            server.bind(new InetSocketAddress(InetAddress.ofLiteral(HOST), port), BACKLOG);
            Receiver receiver = new Receiver(server, scheme);
            Thread.ofVirtual().name("receiver").start(receiver::acceptAll);
            return receiver;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public URI url(String path) {
        return URI.create("%s://%s:%d%s".formatted(scheme, HOST, port(), path));
    }

    public int port() {
        return server.getLocalPort();
    }

    /** One answer per request to the path, the last one again and again; without any, 200. */
    public Receiver answer(String path, Answer... answers) {
        script.set(path, List.of(answers));
        return this;
    }

    /** For all paths that have no answers of their own. */
    public Receiver answerAll(Answer... answers) {
        script.setForAll(List.of(answers));
        return this;
    }

    public List<Received> received() {
        return recording.all();
    }

    public List<Received> received(String path) {
        return recording.to(path);
    }

    /**
     * The requests to the path, as soon as there are so many; an AssertionError if that takes
     * longer.
     */
    public List<Received> awaitReceived(String path, int count, Duration patience) {
        return recording.await(path, count, patience);
    }

    /** How many connections clients have opened so far. */
    public int connections() {
        return connections.get();
    }

    /**
     * How many of them are open. What a client that was killed has sent is recorded by then at 0.
     */
    public int openConnections() {
        return open.size();
    }

    private void acceptAll() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                open.add(socket);
                connections.incrementAndGet();
                Thread.ofVirtual().name("receiver-connection").start(() -> serve(socket));
                if (server.isClosed()) {
                    socket.close();
                }
            } catch (IOException closed) {
                // close() ends the wait; a client that gave up in the queue is no matter
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            new HttpConnection(socket).serve(this::take);
        } catch (IOException theClientIsGone) {
            // its side of the story is what the test looks at
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(socket);
        }
    }

    private Answer take(Received request) {
        Answer answer = script.next(request.path());
        recording.add(request);
        return answer;
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
