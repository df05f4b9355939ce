/** Subscriptions, which the API calls webhooks, and the rules of what one may be. */
@NullMarked
package io.postrider.subscription.webhook;

import org.jspecify.annotations.NullMarked;
