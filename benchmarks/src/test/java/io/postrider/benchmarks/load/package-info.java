/** Tests of the package of this name. */
@NullMarked
package io.postrider.benchmarks.load;

import org.jspecify.annotations.NullMarked;
