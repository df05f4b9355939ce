/**
 * Keeps each subscription to its share and each endpoint to what it can take: so many attempts in
 * flight, so many deliveries waiting, none where nobody answers, no more than the rate limit
 * allows.
 */
@NullMarked
package io.postrider.worker.lane;

import org.jspecify.annotations.NullMarked;
