/**
 * Finds the subscriptions that want an event, at a cost that does not grow with those that do not.
 *
 * <p>Each tenant has an index of its own, and in it every type pattern ({@code order.created},
 * {@code order.*}, {@code *}) has a bucket. An event of type {@code a.b.c} can only be wanted by
 * the buckets {@code a.b.c}, {@code a.b.*}, {@code a.*} and {@code *}: as many look-ups as the type
 * has full stops, and two.
 *
 * <p>A bucket holds the subscriptions without filter in a set, and the others in an index of their
 * filters. An index per bucket, not per tenant, means that an event is compared only with filters
 * whose type already fits, and that filters which match the content but want other types cost
 * nothing.
 */
@NullMarked
package io.postrider.dispatcher.matching;

import org.jspecify.annotations.NullMarked;
