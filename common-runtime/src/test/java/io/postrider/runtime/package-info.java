/** Checks the module's architecture. */
@NullMarked
package io.postrider.runtime;

import org.jspecify.annotations.NullMarked;
