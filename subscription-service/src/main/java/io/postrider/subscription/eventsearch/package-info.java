/** Finds events that Kafka still has, and tells what became of each. */
@NullMarked
package io.postrider.subscription.eventsearch;

import org.jspecify.annotations.NullMarked;
