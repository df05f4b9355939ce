/**
 * Content filters: which of them are allowed, and whether one matches an event.
 *
 * <p>A filter is an EventBridge-style pattern. Event Ruler decides whether a text is one; {@link
 * io.postrider.model.filter.FilterLimits} bounds it before that. Matching is done here, in time
 * linear in the event and within a step budget, because Ruler's own matcher backtracks over the
 * product of array lengths (docs/adr/0011). The dispatcher and {@code POST /filters/test} both
 * match with this package.
 */
@NullMarked
package io.postrider.model.filter;

import org.jspecify.annotations.NullMarked;
