/** What sends: events for the pipeline, and POSTs without it. */
@NullMarked
package io.postrider.benchmarks.load;

import org.jspecify.annotations.NullMarked;
