/**
 * Finds the subscriptions that want an event, at a cost that does not grow with those that do not.
 *
 * <p>Each tenant has an index of its own, and in it every type pattern ({@code order.created},
 * {@code order.*}, {@code *}) has a bucket. An event of type {@code a.b.c} can only be wanted by
 * the buckets {@code a.b.c}, {@code a.b.*}, {@code a.*} and {@code *}: as many look-ups as the type
 * has full stops, and two.
 *
 * <p>A bucket holds the subscriptions without content pattern in a set, and the patterns of the
 * others in an Event Ruler machine. A machine per bucket, not per tenant, means that an event is
 * flattened and compared only with patterns whose type already fits, and that patterns which match
 * the content but want other types cost nothing. The alternative, the types written into one
 * machine's rules, would have to rewrite patterns that name {@code type} themselves.
 *
 * <p>Rules are never deleted from a machine. Ruler's deleteRule takes down states that other rules
 * share when wildcards are among the patterns (aws/event-ruler issues 255 and 259), and a pattern
 * that silently stops matching loses deliveries. A rule that nobody has any more stays instead, and
 * the machine is built anew when most rules are such.
 *
 * <p>Subscriptions with the same pattern share one rule. That also bounds what Ruler is slow at:
 * each further distinct numeric limit on one field costs time in proportion to those there are.
 */
@NullMarked
package io.postrider.dispatcher.matching;

import org.jspecify.annotations.NullMarked;
