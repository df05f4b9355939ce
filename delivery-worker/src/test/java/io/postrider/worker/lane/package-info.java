/** Tests of the package of this name. */
@NullMarked
package io.postrider.worker.lane;

import org.jspecify.annotations.NullMarked;
