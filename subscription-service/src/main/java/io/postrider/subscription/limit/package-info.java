/** How often a caller may use parts of the API. */
@NullMarked
package io.postrider.subscription.limit;

import org.jspecify.annotations.NullMarked;
