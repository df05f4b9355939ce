package io.postrider.worker.config;

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
        @DefaultValue Http http,
        @DefaultValue Relay relay) {

    /**
     * {@code postrider.worker.lane.*}: what one subscription may take up. 64 at a time are 6,400 a
     * second at an endpoint that takes 10 ms.
     *
     * @param inFlight attempts at a time
     * @param queue deliveries waiting behind them
     * @param maxWait the longest they wait there before they are parked in a retry topic
     * @param maxSize of the bodies of both; beyond, deliveries are parked in a retry topic
     */
    record Lane(
            @DefaultValue("64") int inFlight,
            @DefaultValue("2000") int queue,
            @DefaultValue("2s") Duration maxWait,
            @DefaultValue("4MB") DataSize maxSize) {

        LaneLimits toLimits() {
            return new LaneLimits(inFlight, queue, maxWait, maxSize.toBytes());
        }
    }

    /**
     * {@code postrider.worker.http.*}.
     *
     * @param connectTimeout for the TCP connection alone
     * @param connectionsPerHost at most
     * @param idleTimeout after which an unused connection is closed
     */
    record Http(
            @DefaultValue("5s") Duration connectTimeout,
            @DefaultValue("1000") int connectionsPerHost,
            @DefaultValue("4s") Duration idleTimeout) {}

    /**
     * {@code postrider.worker.relay.*}.
     *
     * @param truncateInterval between two deletions of what the relay has done
     */
    record Relay(@DefaultValue("1m") Duration truncateInterval) {}
}
