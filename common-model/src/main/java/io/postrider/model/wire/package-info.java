/** How the model is written to and read from Kafka records, without knowing Kafka. */
@NullMarked
package io.postrider.model.wire;

import org.jspecify.annotations.NullMarked;
