package io.postrider.worker.delivery;

import io.postrider.model.SubscriptionId;
import io.postrider.worker.lane.HealthChange;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells people when the worker begins to treat an endpoint otherwise than before. */
final class EndpointLog {

    private static final Logger log = LoggerFactory.getLogger("endpoint.health");

    private EndpointLog() {}

    static void write(SubscriptionId subscription, HealthChange change) {
        switch (change) {
            case HealthChange.Failing(var untilProbe) ->
                    log.warn(
                            "the endpoint of {} keeps failing: its deliveries wait, and it is"
                                    + " probed in {} s",
                            subscription,
                            untilProbe.toSeconds());
            case HealthChange.Recovered() ->
                    log.info("the endpoint of {} answers again", subscription);
            case HealthChange.Throttled(var pause, int inFlight) ->
                    log.info(
                            "the endpoint of {} asks for less: nothing for {} s, then at most {} at"
                                    + " a time",
                            subscription,
                            pause.toSeconds(),
                            inFlight);
        }
    }
}
