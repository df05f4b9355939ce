package io.postrider.subscription.dns;

import io.postrider.subscription.webhook.EndpointUrl;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks the machine's resolver, which knows no deadline, and waits no longer than it was told. */
public final class SystemNames implements EndpointUrl.Names, AutoCloseable {

    private final ExecutorService lookups = Executors.newVirtualThreadPerTaskExecutor();
    private final Duration patience;

    public SystemNames(Duration patience) {
        this.patience = patience;
    }

    @Override
    public List<InetAddress> addresses(String host) {
        Future<InetAddress[]> lookup = lookups.submit(() -> InetAddress.getAllByName(host));
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
