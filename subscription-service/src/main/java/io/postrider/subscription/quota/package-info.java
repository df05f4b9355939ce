/** How much of what all tenants share one tenant may use. */
@NullMarked
package io.postrider.subscription.quota;

import org.jspecify.annotations.NullMarked;
