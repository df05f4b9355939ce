/** Measures Postrider as a whole: scenarios of load, and the command that runs them. */
@NullMarked
package io.postrider.benchmarks;

import org.jspecify.annotations.NullMarked;
