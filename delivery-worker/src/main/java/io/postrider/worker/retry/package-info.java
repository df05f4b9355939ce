/** What becomes of a delivery whose time in a retry topic is over. */
@NullMarked
package io.postrider.worker.retry;

import org.jspecify.annotations.NullMarked;
