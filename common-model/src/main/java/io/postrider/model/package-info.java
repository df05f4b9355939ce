/** What crosses a process boundary: events, deliveries, attempts, subscriptions, topics. */
@NullMarked
package io.postrider.model;

import org.jspecify.annotations.NullMarked;
