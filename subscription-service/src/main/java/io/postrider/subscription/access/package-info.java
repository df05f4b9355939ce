/** Who calls, what they may do, and whose things they get to see. */
@NullMarked
package io.postrider.subscription.access;

import org.jspecify.annotations.NullMarked;
