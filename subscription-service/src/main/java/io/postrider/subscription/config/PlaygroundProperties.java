package io.postrider.subscription.config;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code postrider.playground.*}.
 *
 * @param enabled whether there are inboxes to try webhooks on; anybody who knows the address of one
 *     can post to it
 */
@ConfigurationProperties("postrider.playground")
record PlaygroundProperties(@DefaultValue("false") boolean enabled) {}
