/** The whole of Postrider in one process, on a Kafka broker and a PostgreSQL server of its own. */
@NullMarked
package io.postrider.standalone;

import org.jspecify.annotations.NullMarked;
