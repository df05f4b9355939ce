/** History in figures: what happened, counted by webhook and time. */
@NullMarked
package io.postrider.subscription.analytics;

import org.jspecify.annotations.NullMarked;
