/** What a run found, for people and for programs. */
@NullMarked
package io.postrider.benchmarks.report;

import org.jspecify.annotations.NullMarked;
