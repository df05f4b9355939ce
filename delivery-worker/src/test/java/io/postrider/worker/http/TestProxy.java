package io.postrider.worker.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An HTTP proxy that leads every CONNECT to one port of this machine, or refuses all. */
final class TestProxy implements AutoCloseable {

    private static final int REFUSING = -1;

    private final ServerSocket server;
    private final int target;
    private final List<String> requests = new CopyOnWriteArrayList<>();

    private TestProxy(int target) {
        this.target = target;
        try {
            server = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::acceptAll);
    }

    static TestProxy to(int port) {
        return new TestProxy(port);
    }

    static TestProxy refusing() {
        return new TestProxy(REFUSING);
    }

    int port() {
        return server.getLocalPort();
    }

    /** The heads of the requests so far. */
    List<String> requests() {
        return requests;
    }

    private void acceptAll() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException closed) {
                // close() ends the wait
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            requests.add(head(client.getInputStream()));
            if (target == REFUSING) {
                answer(client, "403 Forbidden");
                return;
            }
            try (Socket endpoint = new Socket()) {
                endpoint.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), target));
                answer(client, "200 Connected");
                Thread.ofVirtual().start(() -> pump(endpoint, client));
                pump(client, endpoint);
            }
        } catch (IOException theyHungUp) {
            // their side of the story is what the test looks at
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("no whole request");
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private static void answer(Socket client, String status) throws IOException {
        client.getOutputStream()
                .write(("HTTP/1.1 " + status + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    private static void pump(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException theyHungUp) {
            // so ends every tunnel
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
