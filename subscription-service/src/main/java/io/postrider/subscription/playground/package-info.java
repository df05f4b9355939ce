/** Receivers to try webhooks on: inboxes that keep what comes and answer as they are told. */
@NullMarked
package io.postrider.subscription.playground;

import org.jspecify.annotations.NullMarked;
