/** Tests of the package of this name. */
@NullMarked
package io.postrider.worker.retry;

import org.jspecify.annotations.NullMarked;
