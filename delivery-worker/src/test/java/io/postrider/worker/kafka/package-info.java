/** Tests of the package of this name. */
@NullMarked
package io.postrider.worker.kafka;

import org.jspecify.annotations.NullMarked;
