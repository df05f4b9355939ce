/** Kafka: implements the ports that read and write records. */
@NullMarked
package io.postrider.subscription.kafka;

import org.jspecify.annotations.NullMarked;
