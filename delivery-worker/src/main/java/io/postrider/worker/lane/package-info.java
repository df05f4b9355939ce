/** Keeps each subscription to its share: so many attempts in flight, so many deliveries waiting. */
@NullMarked
package io.postrider.worker.lane;

import org.jspecify.annotations.NullMarked;
