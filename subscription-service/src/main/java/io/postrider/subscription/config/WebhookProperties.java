package io.postrider.subscription.config;

import io.postrider.subscription.webhook.CredentialRules;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code postrider.webhooks.*}, what webhooks may have.
 *
 * @param allowPlainHttpCredentials whether credentials may be sent over plain http to other
 *     machines; to this machine they always may
 */
@ConfigurationProperties("postrider.webhooks")
record WebhookProperties(@DefaultValue("false") boolean allowPlainHttpCredentials) {

    CredentialRules toCredentialRules() {
        return new CredentialRules(allowPlainHttpCredentials);
    }
}
