package io.postrider.subscription.analytics;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** What happened in a time, of which two add up to a third. */
public final class Figures {

    private final Map<String, Long> errors = new TreeMap<>();
    private final Map<String, Long> failures = new TreeMap<>();
    private final ResponseTimes responseTimes = new ResponseTimes();
    private long events;
    private long deferred;
    private long delivered;
    private long attempts;
    private long retries;

    /**
     * Of one kind.
     *
     * @param bucket of the response time
     */
    public record Counted(String kind, int bucket, long count, long retries, long millis) {}

    public void add(Counted counted) {
        switch (counted.kind()) {
            case Tally.CREATED -> events += counted.count();
            case Tally.DEFERRED -> deferred += counted.count();
            case Tally.ACKNOWLEDGED -> {
                delivered += counted.count();
                addAttempts(counted);
            }
            case String kind when kind.startsWith(Tally.ERROR) -> {
                errors.merge(kind.substring(Tally.ERROR.length()), counted.count(), Long::sum);
                addAttempts(counted);
            }
            case String kind ->
                    failures.merge(
                            kind.substring(Tally.FAILED.length()), counted.count(), Long::sum);
        }
    }

    private void addAttempts(Counted counted) {
        attempts += counted.count();
        retries += counted.retries();
        responseTimes.add(counted.bucket(), counted.count(), counted.millis());
    }

    void add(Figures more) {
        more.errors.forEach((type, count) -> errors.merge(type, count, Long::sum));
        more.failures.forEach((reason, count) -> failures.merge(reason, count, Long::sum));
        responseTimes.add(more.responseTimes);
        events += more.events;
        deferred += more.deferred;
        delivered += more.delivered;
        attempts += more.attempts;
        retries += more.retries;
    }

    /** Deliveries made of events. */
    public long events() {
        return events;
    }

    public long delivered() {
        return delivered;
    }

    /** Deliveries that came to rest in the dead letters. */
    public long failed() {
        return failures.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The same by reason. */
    public Map<String, Long> failures() {
        return Map.copyOf(failures);
    }

    public long attempts() {
        return attempts;
    }

    public long retries() {
        return retries;
    }

    /** Attempts that did not succeed, by type. */
    public Map<String, Long> errors() {
        return Map.copyOf(errors);
    }

    /** Waits because of the webhook's own rate limit. */
    public long deferred() {
        return deferred;
    }

    /** Attempts that were answered with 429. */
    public long throttled() {
        return errors.getOrDefault(ErrorType.HTTP_429.code(), 0L);
    }

    public ResponseTimes responseTimes() {
        return responseTimes;
    }

    /** Of the deliveries that came to an end, those that arrived; nothing where none did. */
    public OptionalDouble successRate() {
        return share(delivered, delivered + failed());
    }

    /** Of the attempts, those that did not succeed. */
    public OptionalDouble errorRate() {
        return share(attempts - delivered, attempts);
    }

    /** Of the attempts, those that were not the first of their delivery. */
    public OptionalDouble retryRate() {
        return share(retries, attempts);
    }

    private static OptionalDouble share(long part, long whole) {
        return whole == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) part / whole);
    }
}
