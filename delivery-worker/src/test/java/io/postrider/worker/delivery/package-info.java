/** Tests of the package of this name. */
@NullMarked
package io.postrider.worker.delivery;

import org.jspecify.annotations.NullMarked;
