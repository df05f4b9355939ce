/** The dispatcher: every event becomes one delivery per subscription that wants it. */
@NullMarked
package io.postrider.dispatcher;

import org.jspecify.annotations.NullMarked;
