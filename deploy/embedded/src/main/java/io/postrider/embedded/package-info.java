/** A real Kafka broker and a real PostgreSQL inside one process, keeping data across crashes. */
@NullMarked
package io.postrider.embedded;

import org.jspecify.annotations.NullMarked;
