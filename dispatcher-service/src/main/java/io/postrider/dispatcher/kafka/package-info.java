/** Reads events and writes their deliveries, each batch in one Kafka transaction. */
@NullMarked
package io.postrider.dispatcher.kafka;

import org.jspecify.annotations.NullMarked;
