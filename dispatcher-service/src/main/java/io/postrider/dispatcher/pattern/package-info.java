/**
 * Compares an event with many content patterns at once, by Event Ruler.
 *
 * <p>Ruler finds the matching ones among very many patterns in microseconds, but has two weaknesses
 * that this package keeps away from the index.
 *
 * <ul>
 *   <li>deleteRule takes down states that other rules share when wildcards are among the patterns
 *       (aws/event-ruler issues 255 and 259), and a pattern that silently stops matching loses
 *       deliveries. Rules are never deleted here: one that nobody has any more stays, and the
 *       machine is built anew when most rules are such.
 *   <li>Numeric ranges and wildcards that overlap multiply in its automaton: 500 different limits
 *       on one field take half a minute to add, exact values and prefixes microseconds each.
 *       Patterns with such costly parts go into a machine of few. A screen, one machine for all
 *       patterns with the costly parts relaxed to "is there", says which of those to ask.
 * </ul>
 */
@NullMarked
package io.postrider.dispatcher.pattern;

import org.jspecify.annotations.NullMarked;
