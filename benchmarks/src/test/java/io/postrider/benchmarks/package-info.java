/** Tests of the package of this name. */
@NullMarked
package io.postrider.benchmarks;

import org.jspecify.annotations.NullMarked;
