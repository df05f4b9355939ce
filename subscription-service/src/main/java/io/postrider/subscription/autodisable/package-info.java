/** Disables subscriptions whose endpoints have failed for too long. */
@NullMarked
package io.postrider.subscription.autodisable;

import org.jspecify.annotations.NullMarked;
