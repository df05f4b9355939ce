/** Tests of the package of this name. */
@NullMarked
package io.postrider.worker;

import org.jspecify.annotations.NullMarked;
