/** Tests of the package of this name. */
@NullMarked
package io.postrider.worker.http;

import org.jspecify.annotations.NullMarked;
