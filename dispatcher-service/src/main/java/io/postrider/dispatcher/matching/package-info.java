/**
 * Finds the subscriptions that want an event, at a cost that does not grow with those that do not.
 *
 * <p>Each tenant has an index of its own, and in it every type pattern ({@code order.created},
 * {@code order.*}, {@code *}) has a bucket. An event of type {@code a.b.c} can only be wanted by
 * the buckets {@code a.b.c}, {@code a.b.*}, {@code a.*} and {@code *}: as many look-ups as the type
 * has full stops, and two.
 *
 * <p>A bucket holds the subscriptions without content pattern in a set, and the patterns of the
 * others in a machine that compares with all of them at once. A machine per bucket, not per tenant,
 * means that an event is flattened and compared only with patterns whose type already fits, and
 * that patterns which match the content but want other types cost nothing. The alternative, the
 * types written into one machine's rules, would have to rewrite patterns that name {@code type}
 * themselves.
 */
@NullMarked
package io.postrider.dispatcher.matching;

import org.jspecify.annotations.NullMarked;
