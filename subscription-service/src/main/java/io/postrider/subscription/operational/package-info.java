/** What Postrider announces of its own accord, as events that tenants subscribe to. */
@NullMarked
package io.postrider.subscription.operational;

import org.jspecify.annotations.NullMarked;
