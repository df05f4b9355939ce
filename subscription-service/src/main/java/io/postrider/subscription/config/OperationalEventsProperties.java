package io.postrider.subscription.config;

import io.postrider.subscription.jdbc.OperationalOutbox;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code postrider.operational-events.*}.
 *
 * @param enabled whether Postrider announces changes of webhooks and exhausted deliveries
 * @param wildcard whether a webhook that selects {@code *} gets the announcements; the dispatcher
 *     must be told the same
 */
@ConfigurationProperties("postrider.operational-events")
record OperationalEventsProperties(
        @DefaultValue("true") boolean enabled, @DefaultValue("false") boolean wildcard) {

    OperationalOutbox.Choice toChoice() {
        return new OperationalOutbox.Choice(enabled, wildcard);
    }
}
