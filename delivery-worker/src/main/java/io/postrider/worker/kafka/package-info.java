/** The worker's Kafka side: consuming, the offsets' bookkeeping, the retry relay and producing. */
@NullMarked
package io.postrider.worker.kafka;

import org.jspecify.annotations.NullMarked;
