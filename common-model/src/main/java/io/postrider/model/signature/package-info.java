/** Secrets, how they sign, and how they are sealed. */
@NullMarked
package io.postrider.model.signature;

import org.jspecify.annotations.NullMarked;
