/** The whole system through its public doors: the script, the API, Kafka, a receiver. */
@NullMarked
package io.postrider.e2e;

import org.jspecify.annotations.NullMarked;
