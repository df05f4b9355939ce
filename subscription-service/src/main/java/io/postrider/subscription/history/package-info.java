/** What became of each delivery, told by facts that may come in any order and more than once. */
@NullMarked
package io.postrider.subscription.history;

import org.jspecify.annotations.NullMarked;
