/** The service that owns subscriptions, takes events in and shows what became of them. */
@NullMarked
package io.postrider.subscription;

import org.jspecify.annotations.NullMarked;
