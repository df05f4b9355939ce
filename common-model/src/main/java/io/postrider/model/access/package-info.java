/** How Postrider shows an endpoint who it is, and what it knows the endpoint by. */
@NullMarked
package io.postrider.model.access;

import org.jspecify.annotations.NullMarked;
