package io.postrider.benchmarks.system;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports of the loopback address that nobody listens on. They lie below those that systems give to
 * outgoing connections: a run makes many of these, and a port is used some time after it was
 * chosen.
 */
public final class FreePorts {

    private static final int FROM = 15_000;
    private static final int TO = 32_000;
    private static final int TRIES = 1_000;

    private FreePorts() {}

    public static int next() {
        for (int i = 0; i < TRIES; i++) {
            int port = ThreadLocalRandom.current().nextInt(FROM, TO);
            if (isFree(port)) {
                return port;
            }
        }
        throw new BenchFailedException(
                "no port from %d to %d of the loopback address is free".formatted(FROM, TO));
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException _) {
            return false;
        }
    }
}
