/**
 * Compares an event with many content patterns at once.
 *
 * <p>Most patterns ask for an exact value (a customer, a status) and for a little more. They are
 * looked up by that value and then tested field by field, at a kilobyte each. Event Ruler compiles
 * every pattern, so the language is its own, and matches those that have no exact value or use more
 * of the language.
 *
 * <p>Ruler finds the matching ones among very many patterns in microseconds, but has weaknesses
 * that this package keeps away from the index.
 *
 * <ul>
 *   <li>deleteRule takes down states that other rules share when wildcards are among the patterns
 *       (aws/event-ruler issues 255 and 259), and a pattern that silently stops matching loses
 *       deliveries. Rules are never deleted there: one that nobody has any more stays, and the
 *       machine is built anew when most rules are such.
 *   <li>Numeric ranges and wildcards that overlap multiply in its automaton: 500 different limits
 *       on one field take half a minute to add, exact values and prefixes microseconds each. A
 *       screen, one machine for all patterns with such costly parts relaxed to "is there", says
 *       which of them to test field by field or, where that cannot be, by a machine of few.
 *   <li>100,000 patterns with a range each take 5 to 8 KB each and minutes to add.
 * </ul>
 */
@NullMarked
package io.postrider.dispatcher.pattern;

import org.jspecify.annotations.NullMarked;
