/** The receiving end of a measurement, made to cost as little as it can. */
@NullMarked
package io.postrider.benchmarks.receiver;

import org.jspecify.annotations.NullMarked;
