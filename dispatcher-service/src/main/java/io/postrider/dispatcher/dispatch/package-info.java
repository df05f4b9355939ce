/** What becomes of one record of the events topic, as a value. */
@NullMarked
package io.postrider.dispatcher.dispatch;

import org.jspecify.annotations.NullMarked;
