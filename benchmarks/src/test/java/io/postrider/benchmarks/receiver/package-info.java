/** Tests of the package of this name. */
@NullMarked
package io.postrider.benchmarks.receiver;

import org.jspecify.annotations.NullMarked;
