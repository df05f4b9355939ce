package io.postrider.e2e;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Topologies for the tests that break them and repair them. Each is used by one test at a time; a
 * test that finds all of them in use starts another one.
 */
final class SharedTopologies {

    private static final Deque<Topology> FREE = new ArrayDeque<>();

    private SharedTopologies() {}

    /**
     * Returns a topology whose processes are all ready. Only the caller uses it until its release.
     */
    static Topology take() throws InterruptedException {
        Topology topology = free();
        try {
            topology.mend();
            return topology;
        } catch (InterruptedException | RuntimeException | Error e) {
            release(topology);
            throw e;
        }
    }

    private static Topology free() {
        synchronized (FREE) {
            // the one used last: the others may never be needed
            Topology topology = FREE.pollFirst();
            if (topology != null) {
                return topology;
            }
        }
        Topology started = new Topology();
        Runtime.getRuntime().addShutdownHook(new Thread(started::close));
        return started;
    }

    static void release(Topology topology) {
        synchronized (FREE) {
            FREE.addFirst(topology);
        }
    }
}
