package io.postrider.subscription.config;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.io.Resource;

import java.util.List;

/**
 * {@code postrider.event-types.*}.
 *
 * @param enforce whether events that the API takes in, and webhooks, may only name event types that
 *     are registered, and the data of the events must fit the types' schemas
 * @param files YAML lists of types that are registered at start where there are none of the name
 */
@ConfigurationProperties("postrider.event-types")
record EventTypeProperties(
        @DefaultValue("false") boolean enforce, @DefaultValue List<Resource> files) {}
