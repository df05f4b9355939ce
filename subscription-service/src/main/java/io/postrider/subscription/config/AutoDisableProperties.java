package io.postrider.subscription.config;

import io.postrider.subscription.autodisable.DisableRule;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.time.Duration;

/**
 * {@code postrider.auto-disable.*}.
 *
 * @param failingFor for so long every attempt must have failed; 0s never disables
 * @param failedDeliveries so many in a row must have failed; 0 never disables
 */
@ConfigurationProperties("postrider.auto-disable")
record AutoDisableProperties(
        @DefaultValue("5d") Duration failingFor, @DefaultValue("0") long failedDeliveries) {

    AutoDisableProperties {
        if (failingFor.isNegative()) {
            throw new IllegalArgumentException(
                    "postrider.auto-disable.failing-for must not be negative; 0s never disables");
        }
        if (failedDeliveries < 0) {
            throw new IllegalArgumentException(
                    "postrider.auto-disable.failed-deliveries must not be negative; 0 never"
                            + " disables");
        }
    }

    DisableRule toRule() {
        return new DisableRule(failingFor, failedDeliveries);
    }
}
