/**
 * The delivery worker: takes deliveries from Kafka, makes the signed POSTs and decides what
 * follows.
 */
@NullMarked
package io.postrider.worker;

import org.jspecify.annotations.NullMarked;
