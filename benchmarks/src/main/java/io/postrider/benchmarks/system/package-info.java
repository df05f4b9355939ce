/** The system under test: starting it, talking to it, and what it uses up. */
@NullMarked
package io.postrider.benchmarks.system;

import org.jspecify.annotations.NullMarked;
