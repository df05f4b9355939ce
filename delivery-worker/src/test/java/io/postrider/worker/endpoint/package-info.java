/** Tests of the package of this name. */
@NullMarked
package io.postrider.worker.endpoint;

import org.jspecify.annotations.NullMarked;
