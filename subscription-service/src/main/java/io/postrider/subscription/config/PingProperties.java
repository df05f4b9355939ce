package io.postrider.subscription.config;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code postrider.ping.*}.
 *
 * @param onCreate whether a new webhook gets a {@code ping}
 */
@ConfigurationProperties("postrider.ping")
record PingProperties(@DefaultValue("false") boolean onCreate) {}
