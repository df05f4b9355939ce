/** Starts a service's work when Kafka is there and its topics are right, and stops it in order. */
@NullMarked
package io.postrider.runtime.pipeline;

import org.jspecify.annotations.NullMarked;
