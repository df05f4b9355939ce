package io.postrider.benchmarks.load;

import io.postrider.benchmarks.receiver.EventMark;
import io.postrider.benchmarks.receiver.Receiver;
import io.postrider.benchmarks.system.BenchFailedException;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.locks.LockSupport;

/** Sends event after event, each when its gate lets it, until it is closed. */
public final class LoadThread implements AutoCloseable {

    private final EventProducer producer;
    private final Receiver receiver;
    private final Events events;
    private final long first;
    private final Gate gate;
    private final Thread thread;
    private volatile long next;
    private volatile boolean stopping;
    private volatile @Nullable RuntimeException failure;

    private LoadThread(
            EventProducer producer, Receiver receiver, Events events, long first, Gate gate) {
        this.producer = producer;
        this.receiver = receiver;
        this.events = events;
        this.first = first;
        this.gate = gate;
        this.next = first;
        this.thread = Thread.ofPlatform().name("load").daemon().unstarted(this::run);
    }

    /**
     * Begins.
     *
     * @param first sequence; the gate counts events from there
     */
    public static LoadThread start(
            EventProducer producer, Receiver receiver, Events events, long first, Gate gate) {
        LoadThread load = new LoadThread(producer, receiver, events, first, gate);
        load.thread.start();
        return load;
    }

    private void run() {
        try {
            for (long sequence = first; !stopping; sequence++) {
                long due = awaitTurn(sequence - first);
                if (!stopping) {
                    producer.send(EventMark.id(due, sequence), events, sequence);
                    next = sequence + 1;
                }
            }
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    private long awaitTurn(long event) {
        long wait = gate.waitFor(event, receiver.nanos());
        while (wait > 0 && !stopping) {
            LockSupport.parkNanos(this, wait);
            wait = gate.waitFor(event, receiver.nanos());
        }
        return gate.dueAt(event, receiver.nanos());
    }

    /**
     * The sequence of the next event.
     *
     * @throws BenchFailedException when sending has failed
     */
    public long next() {
        RuntimeException failed = failure;
        if (failed != null) {
            throw failed;
        }
        return next;
    }

    /** Ends sending, and waits until what was sent is acknowledged. */
    @Override
    public void close() {
        stopping = true;
        LockSupport.unpark(thread);
        try {
            thread.join();
            producer.flush();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
