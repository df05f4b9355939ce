/**
 * Real systems for tests: Kafka, PostgreSQL, an HTTP receiver that fails on command, a clock to
 * set, patience, and ports.
 */
@NullMarked
package io.postrider.testing;

import org.jspecify.annotations.NullMarked;
