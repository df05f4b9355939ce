/** What single steps of a delivery cost, by JMH. */
@NullMarked
package io.postrider.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
