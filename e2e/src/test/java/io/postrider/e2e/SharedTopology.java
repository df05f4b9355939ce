package io.postrider.e2e;

import org.jspecify.annotations.Nullable;

/** One topology for the tests that mend what they break, started at first use. */
final class SharedTopology {

    private static @Nullable Topology shared;

    private SharedTopology() {}

    /** With everything at work. */
    static synchronized Topology whole() throws InterruptedException {
        Topology topology = shared;
        if (topology == null) {
            topology = new Topology();
            Runtime.getRuntime().addShutdownHook(new Thread(topology::close));
            shared = topology;
        }
        topology.mend();
        return topology;
    }
}
