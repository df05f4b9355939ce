/**
 * What every service does with Kafka alike: topics checked, records converted, subscriptions
 * followed.
 */
@NullMarked
package io.postrider.runtime.kafka;

import org.jspecify.annotations.NullMarked;
