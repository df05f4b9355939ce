/** Looks up host names with the machine's resolver. */
@NullMarked
package io.postrider.subscription.dns;

import org.jspecify.annotations.NullMarked;
