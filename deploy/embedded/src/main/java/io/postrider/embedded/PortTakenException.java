package io.postrider.embedded;

/** Another program already listens on the port that was asked for. */
public final class PortTakenException extends RuntimeException {

    private final int port;

    public PortTakenException(int port, String what) {
        super(
                "Port %d, wanted for %s, is taken by another program: stop it or choose another port"
                        .formatted(port, what));
        this.port = port;
    }

    public int port() {
        return port;
    }
}
