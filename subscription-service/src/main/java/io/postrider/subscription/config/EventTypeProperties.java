package io.postrider.subscription.config;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code postrider.event-types.*}.
 *
 * @param enforce whether events that the API takes in, and webhooks, may only name event types that
 *     are registered
 */
@ConfigurationProperties("postrider.event-types")
record EventTypeProperties(@DefaultValue("false") boolean enforce) {}
