package io.postrider.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Ports of the loopback address, the only one the embedded systems listen on. */
final class Ports {

    static final String LOOPBACK = "127.0.0.1";

    private Ports() {}

    /** The wanted port after a look whether it is free, or any free one for 0. */
    static int claim(int wanted, String what) {
        try (ServerSocket socket = new ServerSocket()) {
            // as the servers do: a port whose last connections linger in TIME_WAIT is free
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral(LOOPBACK), wanted));
            return socket.getLocalPort();
        } catch (IOException e) {
            if (wanted == 0) {
                throw new UncheckedIOException("No free port for " + what, e);
            }
            throw new PortTakenException(wanted, what);
        }
    }
}
