package io.postrider.subscription.dns;

import io.postrider.subscription.webhook.EndpointUrl;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks the machine's resolver, which knows no deadline, and waits no longer than it was told. Names
 * beyond those that so many silent name servers are asked for at a time count as unknown.
 */
public final class SystemNames implements EndpointUrl.Names, AutoCloseable {

    private static final int MOST_AT_A_TIME = 64;
    private static final long IDLE_SECONDS = 30;

    /**
     * Platform threads: a lookup holds its thread, and requests share those of the virtual ones.
     */
    private final ExecutorService lookups =
            new ThreadPoolExecutor(
                    0,
                    MOST_AT_A_TIME,
                    IDLE_SECONDS,
                    TimeUnit.SECONDS,
                    new SynchronousQueue<>(),
                    Thread.ofPlatform().daemon().name("name-lookup-", 0).factory());

    private final Duration patience;

    public SystemNames(Duration patience) {
        this.patience = patience;
    }

    @Override
    public List<InetAddress> addresses(String host) {
        try {
            return await(lookups.submit(() -> InetAddress.getAllByName(host)), host);
        } catch (RejectedExecutionException _) {
            return List.of();
        }
    }

    private List<InetAddress> await(Future<InetAddress[]> lookup, String host) {
        try {
            return List.of(lookup.get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            lookup.cancel(true);
            return List.of();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownHostException) {
                return List.of();
            }
            throw new IllegalStateException("cannot look up " + host, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    /** What still waits for a name server is left to itself. */
    @Override
    public void close() {
        lookups.shutdownNow();
    }
}
