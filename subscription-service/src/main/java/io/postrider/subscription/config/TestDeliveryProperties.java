package io.postrider.subscription.config;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.time.Duration;

/**
 * {@code postrider.test-delivery.*}.
 *
 * @param timeout of the wait for the result of a test, before it is answered with 202
 */
@ConfigurationProperties("postrider.test-delivery")
record TestDeliveryProperties(@DefaultValue("15s") Duration timeout) {

    private static final Duration LONGEST = Duration.ofMinutes(1);

    TestDeliveryProperties {
        if (timeout.isNegative() || timeout.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("postrider.test-delivery.timeout must be 0s to 60s");
        }
    }
}
