/** Tests of the package of this name. */
@NullMarked
package io.postrider.benchmarks.report;

import org.jspecify.annotations.NullMarked;
