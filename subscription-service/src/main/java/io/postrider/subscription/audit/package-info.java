/** What is kept of administrative acts: who did what, from where, and what it changed. */
@NullMarked
package io.postrider.subscription.audit;

import org.jspecify.annotations.NullMarked;
