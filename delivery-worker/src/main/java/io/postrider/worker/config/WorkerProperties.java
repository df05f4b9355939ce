package io.postrider.worker.config;

import io.postrider.worker.delivery.LongAttemptLimits;
import io.postrider.worker.lane.BreakerLimits;
import io.postrider.worker.lane.LaneLimits;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

import java.time.Duration;

/**
 * {@code postrider.worker.*}.
 *
 * @param version that the user agent names
 * @param commitInterval between two commits; what was done since is repeated after a crash
 * @param maxInHand of deliveries taken from Kafka and not done; nothing is fetched beyond
 * @param stopWithin for attempts in flight when the worker stops
 */
@ConfigurationProperties("postrider.worker")
record WorkerProperties(
        @DefaultValue("dev") String version,
        @DefaultValue("200ms") Duration commitInterval,
        @DefaultValue("64MB") DataSize maxInHand,
        @DefaultValue("15s") Duration stopWithin,
        @DefaultValue Lane lane,
        @DefaultValue LongAttempts longAttempts,
        @DefaultValue Http http,
        @DefaultValue Relay relay) {

    /**
     * {@code postrider.worker.lane.*}: what one subscription may take up. 32 at a time are 3,200 a
     * second at an endpoint that takes 10 ms.
     *
     * @param inFlight attempts at a time to begin with; fewer when the endpoint cannot keep up
     * @param maxInFlight attempts at a time when it keeps up with that
     * @param queue deliveries waiting behind them
     * @param maxWait the longest they wait there before they are parked in a retry topic
     * @param maxSize of the bodies of both; beyond, deliveries are parked in a retry topic
     */
    record Lane(
            @DefaultValue("32") int inFlight,
            @DefaultValue("128") int maxInFlight,
            @DefaultValue("2000") int queue,
            @DefaultValue("2s") Duration maxWait,
            @DefaultValue("4MB") DataSize maxSize,
            @DefaultValue Breaker breaker) {

        LaneLimits toLimits() {
            return new LaneLimits(
                    new LaneLimits.InFlight(inFlight, maxInFlight),
                    queue,
                    maxWait,
                    maxSize.toBytes(),
                    breaker.toLimits());
        }
    }

    /**
     * {@code postrider.worker.long-attempts.*}: attempts that leave the windows of their
     * partitions.
     *
     * @param after the age at which they leave
     * @param max outside at once; more stay in their windows
     * @param maxSize of the bodies of those
     */
    record LongAttempts(
            @DefaultValue("2s") Duration after,
            @DefaultValue("10000") int max,
            @DefaultValue("32MB") DataSize maxSize) {

        LongAttemptLimits toLimits() {
            return new LongAttemptLimits(after, max, maxSize.toBytes());
        }
    }

    /**
     * {@code postrider.worker.lane.breaker.*}: when an endpoint counts as failing. Its deliveries
     * wait then, without spending attempts, and one at a time is sent as a probe.
     *
     * @param silence when nothing has succeeded for so long
     * @param failures and so many in a row have failed
     * @param firstProbe after so long; each next one after twice the time
     * @param longestProbe up to this
     */
    record Breaker(
            @DefaultValue("5s") Duration silence,
            @DefaultValue("10") int failures,
            @DefaultValue("5s") Duration firstProbe,
            @DefaultValue("1m") Duration longestProbe) {

        BreakerLimits toLimits() {
            return new BreakerLimits(silence, failures, firstProbe, longestProbe);
        }
    }

    /**
     * {@code postrider.worker.http.*}.
     *
     * @param connectTimeout for the TCP connection alone
     * @param requestsPerHost under way at a time to one host and port; more wait
     * @param idleTimeout after which an unused connection is closed
     */
    record Http(
            @DefaultValue("5s") Duration connectTimeout,
            @DefaultValue("1000") int requestsPerHost,
            @DefaultValue("4s") Duration idleTimeout) {}

    /**
     * {@code postrider.worker.relay.*}.
     *
     * @param maxInHand of retries held until they are due and on their way; what is beyond stays in
     *     Kafka
     * @param truncateInterval between two deletions of what the relay has done
     */
    record Relay(
            @DefaultValue("48MB") DataSize maxInHand,
            @DefaultValue("1m") Duration truncateInterval) {}
}
