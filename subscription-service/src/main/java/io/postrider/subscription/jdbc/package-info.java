/** PostgreSQL: implements the ports that keep things. */
@NullMarked
package io.postrider.subscription.jdbc;

import org.jspecify.annotations.NullMarked;
